"""The words around the answers on the public pages (`page_words.yaml`): name → language → text."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from content.errors import BrokenContent, MissingContent
from content.facts import Facts
from content.files import read_mapping
from content.render import filled

FILE = "page_words.yaml"
Words = Mapping[str, Mapping[str, str]]


def read_page_words(root: Path, problems: list[str]) -> Words:
    """A file that cannot be read, or a line without languages, is noted in `problems` and left out. Never raises."""
    if not (root / FILE).exists():
        return {}
    try:
        records = read_mapping(root / FILE)
    except BrokenContent as error:
        problems.append(str(error))
        return {}
    for name, said in records.items():
        if not isinstance(said, dict):
            problems.append(f"{FILE}:1: {name} has no `language: text` lines")
    return {str(name): {str(k): str(v) for k, v in said.items() if v} for name, said in records.items() if isinstance(said, dict)}


def words_of(words: Words, facts: Facts, lang: str, on: date) -> dict[str, str]:
    """Every line by its name, facts of that day filled in; `{name}` stays. Raises MissingContent naming the line that lacks."""
    try:
        return {name: filled(said[lang], facts, {}, lang, on) for name, said in words.items()}
    except KeyError:
        lacking = next(name for name, said in words.items() if lang not in said)
        raise MissingContent(f"{FILE}: {lacking} is missing in {lang}") from None
