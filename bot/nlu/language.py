"""Which of our languages a message is written in, with Latin-script Bulgarian counted as Bulgarian."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.nlu import augment, foreign
from bot.nlu.bulgarian import latin_share
from bot.nlu.corpus import LANGUAGES, Example
from bot.nlu.network import softmax, times
from bot.nlu.ngrams import Ngrams
from bot.nlu.normalise import fold, normalise, words

OTHER = "other"
_PER_LANGUAGE = 2500  # messages used per language; more only costs time
_BORROWED = 0.3  # share of the words
_FREQUENT = 3  # a word in at least so many messages of one of ours is a word of ours


class Verdict(NamedTuple):
    language: str  # one of LANGUAGES or "other"
    confidence: float
    other: str | None  # code of the foreign language where it is known
    words: int
    probabilities: dict[str, float]


def clean(text: str) -> str:
    """What the letters are counted on: no digits, no marks, lower case, accents kept."""
    return " ".join(words(normalise(text).lower()))


class LanguageModel:
    """Character n-grams of 1 to 4 letters and a softmax over five languages; foreign languages by words and letters."""

    def __init__(self, ngrams: Ngrams, coef: np.ndarray, intercept: np.ndarray, ours: frozenset[str]):
        self.ngrams, self.coef, self.intercept, self.ours = ngrams, coef, intercept, ours

    def verdict(self, text: str, prior: str | None = None) -> Verdict:
        """The most likely language; `prior`, the conversation's language so far, counts double."""
        cleaned = clean(text)
        count = len(cleaned.split())
        if not count:
            return Verdict(prior or "en", 0.0, None, 0, {})
        logits = times(self.ngrams.transform([cleaned]), self.coef) + self.intercept
        if prior in LANGUAGES:
            logits = logits + np.log(2.0) * (np.array(LANGUAGES) == prior)
        row = softmax(np.asarray(logits))[0]
        if latin_share(cleaned) < 0.4 and any("\u0400" <= c <= "\u04ff" for c in cleaned):
            row = np.where(np.array(LANGUAGES) == "bg", 0.98, 0.005)  # of ours only Bulgarian writes Cyrillic
        probabilities = {lang: float(p) for lang, p in zip(LANGUAGES, row, strict=True)}
        if foreign.other_script(text):
            return Verdict(OTHER, 1.0, None, count, probabilities)
        strange = foreign.guess(text, self.ours)
        if strange:
            return Verdict(OTHER, strange[1], strange[0], count, probabilities)
        best = max(probabilities, key=probabilities.__getitem__)
        return Verdict(best, probabilities[best], None, count, probabilities)

    def save(self, folder: Path) -> None:
        np.savez(folder / "language.npz", coef=self.coef, intercept=self.intercept, **self.ngrams.arrays("letters"))
        (folder / "language.json").write_text(json.dumps(sorted(self.ours), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LanguageModel:
        with np.load(folder / "language.npz") as stored:
            arrays = dict(stored)
        ours = frozenset(json.loads((folder / "language.json").read_text(encoding="utf-8")))
        return cls(Ngrams.from_arrays("letters", arrays), arrays["coef"], arrays["intercept"], ours)


def _borrowing(text: str, lent: list[str], rng: random.Random) -> str:
    """The text with some words replaced by words of another language: it is still in its writer's language."""
    return " ".join(rng.choice(lent) if rng.random() < _BORROWED else word for word in text.split())


def fit(examples: list[Example], seed: int = 7) -> LanguageModel:
    """Learn from the questions: whole messages, pieces of one to four words, without accents, Bulgarian in Latin."""
    rng = random.Random(seed)  # noqa: S311 (no secret, reproducible)
    texts: list[str] = []
    labels: list[int] = []
    own: Counter[str] = Counter()
    dutch = [w for e in examples if e.language == "nl" for w in clean(e.text).split() if len(w) > 3]
    others = [w for e in examples if e.language not in ("nl", "bg") for w in clean(e.text).split() if len(w) > 3]
    for number, language in enumerate(LANGUAGES):
        mine = [e.text for e in examples if e.language == language]
        for text in mine:
            own.update(set(words(normalise(text).lower())))
        for text in rng.sample(mine, min(_PER_LANGUAGE, len(mine))):
            variants = [text, fold(text)]
            if language == "bg":
                variants = [text, augment.latin_bulgarian(text, rng), augment.latin_bulgarian(text, rng)]
            # Workers put Dutch words into their own language, and Dutch people theirs into Dutch.
            lent = others if language == "nl" else dutch
            if lent:
                variants.append(_borrowing(text, lent, rng))
            for variant in variants:
                pieces = clean(variant).split()
                start, size = rng.randrange(max(len(pieces), 1)), rng.randint(1, 4)
                texts += [" ".join(pieces), " ".join(pieces[start : start + size])]
                labels += [number, number]
    ngrams = Ngrams(1, 4, 50_000)
    learner = LogisticRegression(C=8.0, max_iter=200, multi_class="multinomial").fit(ngrams.fit(texts), labels)
    coef, intercept = np.zeros((ngrams.size, len(LANGUAGES)), np.float32), np.full(len(LANGUAGES), -20.0, np.float32)
    for column, number in enumerate(learner.classes_):
        both = len(learner.classes_) == 2  # scikit-learn keeps one row for two classes
        sign = (1 if column else -1) * 0.5 if both else 1
        coef[:, number] = sign * learner.coef_[0 if both else column]
        intercept[number] = sign * learner.intercept_[0 if both else column]
    return LanguageModel(ngrams, coef, intercept, frozenset(w for w, n in own.items() if n >= _FREQUENT))
