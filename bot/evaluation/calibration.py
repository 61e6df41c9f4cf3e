"""Honest probabilities: how to cool them, and how to measure whether they are right."""

from __future__ import annotations

import numpy as np

from bot.nlu.network import softmax


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The divisor of the logits [n, k] that gives the smallest cross-entropy on labels [n]; searched from 0.2 to 5."""
    grid = np.geomspace(0.2, 5.0, 60)
    rows = np.arange(len(labels))
    losses = [-np.log(softmax(logits / t)[rows, labels] + 1e-9).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def bins(confidence: np.ndarray, right: np.ndarray, count: int = 10) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, how many) for each of `count` equal slices of 0..1 that holds a message."""
    slot = np.minimum((confidence * count).astype(int), count - 1)
    return [
        (float(confidence[slot == i].mean()), float(right[slot == i].mean()), int((slot == i).sum()))
        for i in range(count)
        if (slot == i).any()
    ]


def expected_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: mean gap between confidence and share right, weighted by the number of messages."""
    return sum(abs(c - r) * n for c, r, n in bins(confidence, right)) / max(len(confidence), 1)
