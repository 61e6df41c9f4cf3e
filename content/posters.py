"""The words on posters and cards (`poster_words.yaml`): one mapping for a language and a group of topics."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from content.catalogue import Catalogue
from content.errors import MissingContent
from content.files import read_mapping
from content.placeholders import PLACEHOLDER, parse, value_of

EXAMPLES = "examples"  # the only entry that has groups below it


@lru_cache(maxsize=4)
def _read(root: Path, version: str) -> dict[str, Any]:
    return read_mapping(root / "poster_words.yaml")


def poster_words(c: Catalogue, lang: str, group: str | None = None) -> dict[str, Any]:
    """Every line by its name, facts filled in, and `examples`: two questions of the group (of the work group without one).

    Raises MissingContent naming the line that the language lacks.
    """
    read = _read(c.root, c.version)
    try:
        lines = {name: _filled(c, said[lang], lang) for name, said in read.items() if name != EXAMPLES}
        return lines | {EXAMPLES: [_filled(c, question, lang) for question in read[EXAMPLES][group or "work"][lang]]}
    except KeyError as error:
        raise MissingContent(f"poster_words.yaml lacks {error} for {lang}") from None


def _filled(c: Catalogue, text: str, lang: str) -> str:
    def value(name: str) -> str:
        found = value_of(parse(name, c.facts), c.facts, c.links, lang, c.day or date.today())
        return found[0] if found else ""

    return PLACEHOLDER.sub(lambda hit: value(hit.group(1)), text)
