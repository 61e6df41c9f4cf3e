"""From lessons to the meaning of danger: examples several times and with noisy copies, letters and vectors, one network."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from bot.nlu import augment
from bot.nlu.bulgarian import Lexicon
from bot.nlu.danger.lessons import Lesson
from bot.nlu.danger.meaning import CALM, SCALE, Meaning
from bot.nlu.model import EncodeTexts, centred, views
from bot.nlu.network import Recipe, train
from bot.nlu.ngrams import Ngrams

RECIPE = Recipe(epochs=10, dropout=0.4)
COPIES = 2  # noisy copies of an example: lost accents, Latin Bulgarian, slips
_SHORTEST, _LONGEST, _MOST_NGRAMS, _SEED = 1, 4, 30_000, 7


def vocabulary(lessons: list[Lesson]) -> Lexicon:
    """Bulgarian words, to read Latin Bulgarian."""
    return Lexicon.from_texts(lesson.text for lesson in lessons if lesson.language == "bg")


def fit(lessons: list[Lesson], encode: EncodeTexts) -> Meaning:
    """Train on all lessons; a noisy copy borrows the vector of its original. ValueError when nothing is dangerous, or all is."""
    if len({lesson.label == CALM for lesson in lessons}) < 2:
        raise ValueError("messages of danger and calm ones are both needed")
    lexicon, labels = vocabulary(lessons), sorted({lesson.label for lesson in lessons})
    texts, origin = zip(*_rows(lessons), strict=True)
    ngrams = Ngrams(_SHORTEST, _LONGEST, _MOST_NGRAMS, min_df=2 if len(texts) > 500 else 1)
    sparse = ngrams.fit([views(text, lessons[number].language, lexicon)[0] for text, number in zip(texts, origin, strict=True)])
    vectors = encode([views(lesson.text, lesson.language, lexicon)[1] for lesson in lessons])
    mean = vectors.mean(axis=0)
    dense = (centred(vectors, mean) * SCALE).astype(np.float32)
    # A row as often as its lesson counts, shared among its copies.
    share = np.array([max(1, round(lessons[number].times / (1 + COPIES))) for number in origin])
    rows, numbers = np.repeat(np.arange(len(texts)), share), np.repeat(np.array(origin), share)
    targets = np.array([labels.index(lessons[number].label) for number in numbers])
    network = train(sparse[rows], dense[numbers], targets, len(labels), RECIPE)
    return Meaning(labels, ngrams, network, mean, lexicon)


def _rows(lessons: list[Lesson]) -> Iterator[tuple[str, int]]:
    """(text, number of its lesson); examples with their copies. The everyday questions are many enough without."""
    rng = random.Random(_SEED)  # noqa: S311 (no secret, reproducible)
    for number, lesson in enumerate(lessons):
        yield lesson.text, number
        if lesson.times > 1:
            for copy in augment.copies(lesson.text, lesson.language, rng, COPIES):
                yield copy.text, number
