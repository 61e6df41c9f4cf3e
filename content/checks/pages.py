"""The words of the public pages: every line in every language, with the same names, and with facts where a number stands."""

import re
from collections.abc import Iterator
from datetime import date

from content.catalogue import Catalogue
from content.checks.figures import TYPED, placeholder_problem
from content.checks.style import avoided_words
from content.files import line_of
from content.page_words import FILE
from content.placeholders import PLACEHOLDER, in_text

_NAME = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


def lines(c: Catalogue, today: date) -> Iterator[str]:
    for name, said in c.page_words.items():
        where = f"{FILE}:{line_of(c.root / FILE, f'{name}:')}: {name}"
        for lang in c.languages:
            text = said.get(lang)
            if text is None:
                yield f"{where} is missing in {lang}; translate it"
                continue
            if set(_NAME.findall(text)) != set(_NAME.findall(said.get("en", ""))):
                yield f"{where} has other {{names}} in {lang} than in English; make them the same"
            for hit in TYPED.finditer(PLACEHOLDER.sub("", text)):
                yield f"{where} has `{hit.group()}` typed by hand in {lang}; take it from facts.yaml with {{{{…}}}}"
            for placeholder in in_text(text, c.facts):
                if problem := placeholder_problem(c, placeholder, lang, today):
                    yield f"{where} names {placeholder.ref}, which {problem}"
            for found, instead in avoided_words(c, lang, text):
                yield f"{where} has `{found}` in {lang}; write {instead}"
