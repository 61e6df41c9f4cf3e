"""The second half of the danger check: what a message means, from the sentence vector that the intent classifier made anyway.

It catches a situation without any of the rules' words ("I sit under the bed and hear him on the stairs"). One hidden layer.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from bot.nlu.model import centred
from bot.nlu.network import softmax

SURE = 0.6  # that there is danger of any kind; measured in docs/understanding.md
CALM = "calm"
_FILE = "danger.npz"
_HIDDEN, _PASSES, _SEED = 64, 10, 7


class Meaning:
    """Sentence vector [d] -> kind of danger, or none. Weights: w1 [d, h], b1 [h], w2 [h, k], b2 [k], mean [d]."""

    def __init__(self, kinds: list[str], weights: dict[str, np.ndarray]) -> None:
        self.kinds, self.weights = kinds, weights

    @classmethod
    def fit(cls, vectors: np.ndarray, labels: list[str]) -> Meaning:
        """`vectors` float32 [n, d]; `labels`: a kind of danger or CALM for each. ValueError when nothing is dangerous, or all is."""
        if len({label == CALM for label in labels}) < 2:
            raise ValueError("messages of danger and calm ones are both needed")
        mean = vectors.mean(axis=0)
        model = MLPClassifier((_HIDDEN,), alpha=1e-3, max_iter=_PASSES, n_iter_no_change=_PASSES, random_state=_SEED)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # ten passes are meant: more learns the lessons by heart
            model.fit(centred(vectors, mean), np.array(labels))
        (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
        weights = {name: value.astype(np.float32) for name, value in (("w1", w1), ("b1", b1), ("w2", w2), ("b2", b2), ("mean", mean))}
        return cls([str(kind) for kind in model.classes_], weights)

    def probabilities(self, vector: np.ndarray) -> dict[str, float]:
        """Of each kind and of CALM; they sum to 1."""
        w = self.weights
        hidden = np.maximum(centred(vector[None], w["mean"]) @ w["w1"] + w["b1"], 0)
        return dict(zip(self.kinds, softmax(hidden @ w["w2"] + w["b2"])[0].tolist()))

    def kind(self, vector: np.ndarray) -> str | None:
        """The likeliest kind of danger when danger as such is likely."""
        found = self.probabilities(vector)
        if 1 - found.pop(CALM) < SURE:
            return None
        return max(found, key=found.__getitem__)

    def save(self, folder: Path) -> None:
        np.savez(folder / _FILE, kinds=np.array(self.kinds), **self.weights)

    @classmethod
    def load(cls, folder: Path) -> Meaning:
        """ValueError or OSError when there is none."""
        with np.load(folder / _FILE) as stored:
            arrays = dict(stored)
        return cls(arrays.pop("kinds").tolist(), arrays)
