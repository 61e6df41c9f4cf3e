"""What people write: content/<lang>/questions/<intent>.txt as a list of examples."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

from content.languages import LANGUAGES

CONTENT = Path(__file__).resolve().parents[2] / "content"


class Example(NamedTuple):
    text: str
    intent: str
    language: str


def taught(content: Path) -> set[str]:
    """Intents with questions in every language and, where they are topics, with answers in every language.

    A topic that can be asked but not answered, or asked in one language only, would draw messages away from those that can.
    """
    asked = [{path.stem for path in (content / language / "questions").glob("*.txt")} for language in LANGUAGES]
    answered = [{path.stem for path in (content / language / "answers").glob("*.md")} for language in LANGUAGES]
    listed = content / "topics.yaml"
    topics = {t["id"] for t in yaml.safe_load(listed.read_text(encoding="utf-8"))["topics"]} if listed.exists() else set()
    everywhere = set.intersection(*asked)
    return {intent for intent in everywhere if intent not in topics or all(intent in names for names in answered)}


def read(content: Path = CONTENT) -> list[Example]:
    """All messages of intents that are taught, in a fixed order; lines that start with # are comments."""
    found = []
    known = taught(content)
    for language in LANGUAGES:
        for path in sorted((content / language / "questions").glob("*.txt")):
            if path.stem not in known:
                continue
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip() and not line.startswith("#"):
                    found.append(Example(line.strip(), path.stem, language))
    return found
