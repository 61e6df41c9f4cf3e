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
    batch: int = 512
    rate: float = 3e-3
    wide_rate: float = 1.5e-2
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
        return times(sparse, w["Ws"]) + dense @ w["Wd"] + hidden @ w["W2"] + w["b"]


def times(sparse: csr_matrix, weights: np.ndarray) -> np.ndarray:
    """sparse [n, f] times weights [f, k]. One row takes its own n-grams only: scipy would first go through all of `weights` (6 ms)."""
    if sparse.shape[0] != 1:
        return np.asarray(sparse @ weights)
    return (sparse.data @ weights[sparse.indices])[None]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Rows to probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


class _Adam:
    """Adam on named arrays; `rows` limits a step to some rows of an array."""

    def __init__(self, weights: dict[str, np.ndarray], decay: float):
        self._weights, self._decay = weights, np.float32(decay)
        self._moments = {name: (np.zeros_like(w), np.zeros_like(w)) for name, w in weights.items()}
        self.done = 0

    def step(self, name: str, grad: np.ndarray, rate: float, rows: np.ndarray | slice = slice(None)) -> None:
        first, second = self._moments[name]
        mean = np.float32(0.9) * first[rows] + np.float32(0.1) * grad
        square = np.float32(0.99) * second[rows] + np.float32(0.01) * grad * grad
        first[rows], second[rows] = mean, square
        mean *= np.float32(rate / (1 - 0.9**self.done))
        mean /= np.sqrt(square * np.float32(1 / (1 - 0.99**self.done))) + np.float32(1e-7)
        self._weights[name][rows] -= mean + np.float32(rate) * self._decay * self._weights[name][rows]


def train(sparse: csr_matrix, dense: np.ndarray, labels: np.ndarray, classes: int, recipe: Recipe) -> Network:
    """Fit on sparse [n, f], dense [n, d], labels int [n] in 0..classes-1."""
    net = Network.blank(sparse.shape[1], dense.shape[1], classes, recipe)
    w, rng, n = net.weights, np.random.default_rng(recipe.seed), len(labels)
    adam, steps = _Adam(w, recipe.decay), recipe.epochs * -(-n // recipe.batch)
    for _ in range(recipe.epochs):
        order = rng.permutation(n)
        for start in range(0, n, recipe.batch):
            pick = order[start : start + recipe.batch]
            adam.done += 1
            fade = 0.5 * (1 + np.cos(np.pi * adam.done / steps))  # cosine: large steps first, none at the end
            s, d = sparse[pick], dense[pick]
            hide = rng.random(len(pick), np.float32)
            s.data = s.data * np.repeat(hide > recipe.blind / 2, np.diff(s.indptr))
            d = d * (hide < 1 - recipe.blind / 2)[:, None]
            # Only the n-grams of this batch: a small matrix [b, r] over `rows`.
            rows, column = np.unique(s.indices, return_inverse=True)
            small = csr_matrix((s.data, column, s.indptr), shape=(len(pick), len(rows)))
            before = d @ w["W1"] + w["b1"]
            keep = (rng.random(before.shape, np.float32) > recipe.dropout) * np.float32(1 / (1 - recipe.dropout))
            hidden = np.maximum(before, 0) * keep
            p = softmax(small @ w["Ws"][rows] + d @ w["Wd"] + hidden @ w["W2"] + w["b"])
            p -= np.float32(recipe.smoothing / classes)
            p[np.arange(len(pick)), labels[pick]] -= np.float32(1 - recipe.smoothing)
            g = p / np.float32(len(pick))  # gradient of the smoothed cross-entropy by the logits [b, k]
            back = (g @ w["W2"].T) * keep * (before > 0)
            adam.step("W2", hidden.T @ g, recipe.rate * fade)
            adam.step("W1", d.T @ back, recipe.rate * fade)
            adam.step("b1", back.sum(0), recipe.rate * fade)
            adam.step("Wd", d.T @ g, recipe.rate * fade)
            adam.step("b", g.sum(0), recipe.rate * fade)
            adam.step("Ws", small.T @ g, recipe.wide_rate * fade, rows)
    return net
