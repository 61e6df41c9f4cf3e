"""Signs of danger: every kind has lines in every language, and every line can be read."""

from collections.abc import Iterator
from datetime import date

from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.signs import rules


def readable(c: Catalogue, _: date) -> Iterator[str]:
    for lang in c.languages:
        try:
            rules(lang, c.root)
        except BrokenContent as error:
            text = str(error)
            yield text if text.startswith("danger/") else f"danger/{lang}/{text}"
