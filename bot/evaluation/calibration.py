"""Whether probabilities are honest."""

from __future__ import annotations

import numpy as np


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
