"""The second half of the danger check: what a message means, from its letters and the sentence vector made for the topic anyway.

It catches a situation without any of the rules' words ("I sit under the bed and hear him on the stairs"). The network is of the kind
that finds the topic (`bot/nlu/network.py`): letter sequences know inflected words, the vector knows meaning across languages.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bot.nlu.bulgarian import Lexicon
from bot.nlu.model import centred, views
from bot.nlu.network import Network, softmax
from bot.nlu.ngrams import Ngrams

# That there is danger of any kind, chosen for recall first (docs/understanding.md).
SURE = 0.32  # without any sign in the words
DOUBT = 0.1  # below it not even a sign in the words counts: "the hours kill me"
CALM = "calm"
SCALE = 6.0  # length of the sentence vector beside n-gram rows of length 1, as in the intent model
_ARRAYS, _ABOUT = "danger.npz", "danger.json"
_WEIGHTS = ("Ws", "Wd", "W1", "b1", "W2", "b")


class Meaning:
    """(text, language, sentence vector float32 [d]) -> kind of danger, or none."""

    def __init__(self, kinds: list[str], ngrams: Ngrams, network: Network, mean: np.ndarray, lexicon: Lexicon) -> None:
        self.kinds, self.ngrams, self.network, self.mean, self.lexicon = kinds, ngrams, network, mean, lexicon

    def probabilities(self, text: str, language: str | None, vector: np.ndarray) -> dict[str, float]:
        """Of each kind and of CALM; they sum to 1."""
        letters, _ = views(text, language, self.lexicon)
        dense = (centred(vector[None], self.mean) * SCALE).astype(np.float32)
        return dict(zip(self.kinds, softmax(self.network.logits(self.ngrams.transform([letters]), dense))[0].tolist()))

    def judge(self, signs: list[str], text: str, language: str | None, vector: np.ndarray) -> list[str]:
        """Kinds of danger from `signs` (what the words may mean) and the meaning: either is enough, unless the meaning is sure of calm."""
        found = self.probabilities(text, language, vector)
        danger = 1 - found.pop(CALM)
        if signs:
            return signs if danger >= DOUBT else []
        return [max(found, key=found.__getitem__)] if danger >= SURE else []

    def save(self, folder: Path) -> None:
        np.savez(folder / _ARRAYS, mean=self.mean, **self.ngrams.arrays("ngrams"), **self.network.weights)
        about = {"kinds": self.kinds, "lexicon": self.lexicon.to_json()}
        (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Meaning:
        """ValueError or OSError when there is none."""
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS) as stored:
            arrays = dict(stored)
        network = Network({name: arrays[name] for name in _WEIGHTS})
        return cls(about["kinds"], Ngrams.from_arrays("ngrams", arrays), network, arrays["mean"], Lexicon(**about["lexicon"]))
