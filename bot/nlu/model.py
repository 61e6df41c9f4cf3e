"""The intent model without Rasa: messages in, calibrated probabilities out. One folder of plain files holds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.nlu.bulgarian import Lexicon, latin_share, to_cyrillic
from bot.nlu.network import Network, softmax
from bot.nlu.ngrams import Ngrams
from bot.nlu.normalise import canon, normalise

EncodeTexts = Callable[[list[str]], np.ndarray]
# A Cyrillic message with some Dutch words in it keeps them; below this share of Latin letters nothing is converted.
MOSTLY_LATIN = 0.6
# What is none of our business has no end, so training shows too little of it. Eight times the odds brings topics given to
# such messages from .17 to .05 and takes 5 of the 795 others (development messages).
OUTSIDE, OUTSIDE_ODDS = "out_of_scope", 8.0


def views(text: str, language: str | None, lexicon: Lexicon | None) -> tuple[str, str]:
    """(text for the n-grams, text for the encoder); Latin Bulgarian becomes Cyrillic in both."""
    text = normalise(text)
    if language == "bg" and latin_share(text) > MOSTLY_LATIN:
        text = to_cyrillic(text, lexicon)
    return canon(text), text.lower()


def centred(vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Vectors [n, d] without their common part (raw E5 cosines all lie between .74 and .98), unit length again."""
    moved = vectors - mean
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)


class IntentModel:
    """n-grams and encoder vector -> probability of each intent."""

    def __init__(
        self,
        intents: list[str],
        ngrams: Ngrams,
        network: Network,
        mean: np.ndarray,
        scale: float,
        temperature: float,
        lexicon: Lexicon,
        encoder: str,
    ):
        self.intents, self.ngrams, self.network = intents, ngrams, network
        self.mean, self.scale, self.temperature = mean, scale, temperature
        self.lexicon, self.encoder = lexicon, encoder

    def probabilities(self, texts: list[str], languages: list[str | None], encode: EncodeTexts | None) -> np.ndarray:
        """Array float32 [n, intents], each row sums to 1. Without `encode` the n-grams decide alone."""
        pairs = [views(t, lang, self.lexicon) for t, lang in zip(texts, languages, strict=True)]
        sparse = self.ngrams.transform([c for c, _ in pairs])
        dense = np.zeros((len(texts), len(self.mean)), np.float32)
        if encode is not None and self.encoder != "none":
            dense = centred(encode([e for _, e in pairs]), self.mean) * self.scale
        logits = self.network.logits(sparse, dense) / self.temperature
        if OUTSIDE in self.intents:
            logits[:, self.intents.index(OUTSIDE)] += np.log(OUTSIDE_ODDS)
        return softmax(logits)

    def save(self, folder: Path) -> None:
        np.savez(folder / "intents.npz", mean=self.mean, **self.ngrams.arrays("ngrams"), **self.network.weights)
        about = {
            "intents": self.intents,
            "scale": self.scale,
            "temperature": self.temperature,
            "encoder": self.encoder,
            "lexicon": self.lexicon.to_json(),
        }
        (folder / "intents.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        about = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "intents.npz") as stored:
            arrays = dict(stored)
        network = Network({name: arrays[name] for name in ("Ws", "Wd", "W1", "b1", "W2", "b")})
        return cls(
            about["intents"],
            Ngrams.from_arrays("ngrams", arrays),
            network,
            arrays["mean"],
            about["scale"],
            about["temperature"],
            Lexicon(**about["lexicon"]),
            about["encoder"],
        )
