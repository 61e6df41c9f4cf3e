"""The words of share links and of the pages of key figures (`outreach_words.yaml`)."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from content.catalogue import Catalogue
from content.errors import MissingContent
from content.files import read_mapping
from content.placeholders import PLACEHOLDER, parse, value_of

FILE = "outreach_words.yaml"


@lru_cache(maxsize=4)
def _read(root: Path, version: str) -> dict[str, Any]:
    return read_mapping(root / FILE)


def outreach_words(c: Catalogue, lang: str, on: date | None = None) -> dict[str, str]:
    """Every line by its name, figures of that day filled in; `{name}` stays. Raises MissingContent naming a gap."""

    def value(name: str) -> str:
        found = value_of(parse(name, c.facts), c.facts, c.links, lang, on or date.today())
        return found[0] if found else ""

    words = {}
    for name, said in _read(c.root, c.version).items():
        if not isinstance(said, dict) or not said.get(lang):
            raise MissingContent(f"{FILE}: {name} is missing in {lang}")
        words[name] = PLACEHOLDER.sub(lambda hit: value(hit.group(1)), str(said[lang]))
    return words
