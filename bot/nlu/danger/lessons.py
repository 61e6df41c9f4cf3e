"""What the meaning is learnt from: examples of danger, and as their opposite calm messages near it and all questions people ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.nlu import corpus
from bot.nlu.danger import kinds
from bot.nlu.danger.meaning import CALM

# Topics whose questions are messages of danger, with the kind where the rules see none.
TOPICS = {
    "urgent_care": "medical",
    "emergency": "violence",
    "violence_at_work": "violence",
    "domestic_violence": "violence",
    "exploitation": "held",
    "homelessness": "frost",
}
# Danger and everyday questions mixed: only those in which the rules see danger teach anything.
MIXED = {"mental_health", "work_accident_safety", "crime_police", "report_abuse"}
OFTEN = 9  # times that an example counts, its noisy copies included: they are few, and the purest


class Lesson(NamedTuple):
    text: str
    language: str
    label: str  # kind of danger or CALM
    times: int = 1


def read(content: Path = corpus.CONTENT) -> list[Lesson]:
    """All lessons in a fixed order. Questions of topics that are not released count too: they are still what people write."""
    return [
        lesson for language in corpus.LANGUAGES for lesson in (*_questions(content / language, language), *_examples(content, language))
    ]


def fingerprint(content: Path = corpus.CONTENT) -> str:
    """Of everything the lessons are made of."""
    digest = hashlib.sha256()
    for pattern in ("*/questions/*.txt", "danger/*/*"):
        for path in sorted(content.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _questions(folder: Path, language: str) -> Iterator[Lesson]:
    for path in sorted((folder / "questions").glob("*.txt")):
        for text in _lines(path):
            seen = kinds(text, language)
            if path.stem in TOPICS:
                yield Lesson(text, language, seen[0] if seen else TOPICS[path.stem])
            elif path.stem in MIXED:
                if seen:
                    yield Lesson(text, language, seen[0])
            elif not seen:  # an everyday question with a sign of danger in it teaches neither
                yield Lesson(text, language, CALM)


def _examples(content: Path, language: str) -> Iterator[Lesson]:
    folder = content / "danger" / language
    for line in _lines(folder / "examples.txt"):
        kind, _, text = line.partition("\t")
        yield Lesson(text, language, kind, OFTEN)
    for text in _lines(folder / "calm.txt"):
        yield Lesson(text, language, CALM, OFTEN)


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
