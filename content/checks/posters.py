"""Words on posters: every line in every language, with facts where a number stands, and short enough to be printed large."""

from collections.abc import Iterator
from datetime import date

from content.catalogue import Catalogue
from content.errors import MissingContent
from content.files import line_of, read_mapping
from content.posters import EXAMPLES, poster_words

FILE = "poster_words.yaml"
LONGEST = 66  # characters of a line; the layout tests say what fits, this says it while writing
BESIDE = 2  # questions for each group


def lines(c: Catalogue, _: date) -> Iterator[str]:
    path = c.root / FILE
    if not path.exists():
        return
    groups = sorted({topic.group for topic in c.topics.values()})
    for group in groups:
        for lang in c.languages:
            try:
                said = poster_words(c, lang, group)
            except MissingContent as error:
                yield f"{FILE}:1: {error}; add it"
                continue
            if len(said[EXAMPLES]) != BESIDE:
                yield f"{FILE}:1: examples of {group} in {lang}: {len(said[EXAMPLES])} questions, must be {BESIDE}"
    for text in _texts(read_mapping(path)):
        if len(text) > LONGEST:
            yield f"{FILE}:{line_of(path, text)}: {len(text)} characters, at most {LONGEST}"


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for below in node.values() if isinstance(node, dict) else node:
            yield from _texts(below)
