"""The head: a wide part (n-grams straight to intents) and a deep part (encoder vector through one hidden layer).

logits = S·Ws + D·Wd + relu(D·W1 + b1)·W2 + b      S sparse [n, f], D dense [n, d]

Trained with Adam on cross-entropy in plain numpy and scipy: rows of Ws that a batch does not touch are not updated,
which makes 60,000 n-grams as cheap as the few thousand a batch holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix


@dataclass
class Recipe:
    """How to train. Rates and sizes were chosen on held-out groups, see docs/understanding.md."""

    hidden: int = 256
    epochs: int = 6
    batch: int = 256
    rate: float = 2e-3
    wide_rate: float = 1e-2
    dropout: float = 0.3
    blind: float = 0.15  # share of messages whose n-grams or vector are hidden in a step, so that neither rules alone
    decay: float = 1e-4
    smoothing: float = 0.05
    seed: int = 7


class Network:
    """Weights float32: Ws [f, k], Wd [d, k], W1 [d, h], b1 [h], W2 [h, k], b [k]."""

    def __init__(self, weights: dict[str, np.ndarray]):
        self.weights = weights

    @classmethod
    def blank(cls, features: int, dim: int, classes: int, recipe: Recipe) -> Network:
        rng = np.random.default_rng(recipe.seed)
        zeros = lambda *shape: np.zeros(shape, np.float32)  # noqa: E731
        draw = lambda rows, cols: rng.normal(0, np.sqrt(2 / max(rows, 1)), (rows, cols)).astype(np.float32)  # noqa: E731
        return cls(
            {
                "Ws": zeros(features, classes),
                "Wd": zeros(dim, classes),
                "W1": draw(dim, recipe.hidden),
                "b1": zeros(recipe.hidden),
                "W2": draw(recipe.hidden, classes) * 0.1,
                "b": zeros(classes),
            }
        )

    def logits(self, sparse: csr_matrix, dense: np.ndarray) -> np.ndarray:
        """Scores float32 [n, k]."""
        w = self.weights
        hidden = np.maximum(dense @ w["W1"] + w["b1"], 0)
        return np.asarray(sparse @ w["Ws"]) + dense @ w["Wd"] + hidden @ w["W2"] + w["b"]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Rows to probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def train(
    sparse: csr_matrix, dense: np.ndarray, labels: np.ndarray, classes: int, recipe: Recipe, weight: np.ndarray | None = None
) -> Network:
    """Fit on sparse [n, f], dense [n, d], labels int [n] in 0..classes-1; `weight` [n] scales single messages."""
    net = Network.blank(sparse.shape[1], dense.shape[1], classes, recipe)
    w, rng, n = net.weights, np.random.default_rng(recipe.seed), len(labels)
    moments = {name: (np.zeros_like(v), np.zeros_like(v)) for name, v in w.items()}
    weight = np.ones(n, np.float32) if weight is None else weight.astype(np.float32)
    steps, done = recipe.epochs * -(-n // recipe.batch), 0

    def adam(name: str, grad: np.ndarray, rate: float, rows=slice(None)) -> None:
        first, second = moments[name]
        first[rows] = 0.9 * first[rows] + 0.1 * grad
        second[rows] = 0.99 * second[rows] + 0.01 * grad * grad
        step = rate * (first[rows] / (1 - 0.9**done)) / (np.sqrt(second[rows] / (1 - 0.99**done)) + 1e-7)
        w[name][rows] -= step + rate * recipe.decay * w[name][rows]

    for _ in range(recipe.epochs):
        order = rng.permutation(n)
        for start in range(0, n, recipe.batch):
            pick = order[start : start + recipe.batch]
            done += 1
            fade = 0.5 * (1 + np.cos(np.pi * done / steps))  # cosine: large steps first, none at the end
            hide = rng.random(len(pick))
            s, d = sparse[pick], dense[pick]
            if recipe.blind:
                s = s.multiply((hide > recipe.blind / 2)[:, None]).tocsr()
                d = d * (hide < 1 - recipe.blind / 2)[:, None]
            before = d @ w["W1"] + w["b1"]
            keep = (rng.random(before.shape) > recipe.dropout) / np.float32(1 - recipe.dropout)
            hidden = (np.maximum(before, 0) * keep).astype(np.float32)
            p = softmax(np.asarray(s @ w["Ws"]) + d @ w["Wd"] + hidden @ w["W2"] + w["b"])
            target = np.full_like(p, recipe.smoothing / classes)
            target[np.arange(len(pick)), labels[pick]] += 1 - recipe.smoothing
            g = ((p - target) * weight[pick][:, None] / len(pick)).astype(np.float32)
            back = (g @ w["W2"].T) * keep * (before > 0)
            rows = np.unique(s.indices)
            adam("W2", hidden.T @ g, recipe.rate * fade)
            adam("W1", (d.T @ back).astype(np.float32), recipe.rate * fade)
            adam("b1", back.sum(0), recipe.rate * fade)
            adam("Wd", d.T @ g, recipe.rate * fade)
            adam("b", g.sum(0), recipe.rate * fade)
            if len(rows):
                adam("Ws", np.asarray(s[:, rows].T @ g), recipe.wide_rate * fade, rows)
    return net
