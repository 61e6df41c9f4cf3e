"""What people write: content/<lang>/questions/<intent>.txt as a list of examples."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("nl", "en", "pl", "ro", "bg")
CONTENT = Path(__file__).resolve().parents[2] / "content"


class Example(NamedTuple):
    text: str
    intent: str
    language: str


def read(content: Path = CONTENT) -> list[Example]:
    """All messages, in a fixed order; lines that start with # are comments."""
    found = []
    for language in LANGUAGES:
        for path in sorted((content / language / "questions").glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip() and not line.startswith("#"):
                    found.append(Example(line.strip(), path.stem, language))
    return found
