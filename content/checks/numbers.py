"""Numbers typed out in an answer. A year or a day of a month may be; anything else is a fact, or is named under `by_hand:`."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import get_month_names

from content.answers import Answer
from content.catalogue import Catalogue
from content.checks.figures import TYPED
from content.languages import ALL
from content.placeholders import PLACEHOLDER

_NOT_TEXT = re.compile(r"^@.*$|^\s*\d+[.)] ", re.M)
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*(?!\w)")  # A1, U2 and NT2 are names
_YEAR = re.compile(r"20\d\d")
_TYPED_OUT = (
    "the number `{}` is typed by hand; take it from facts.yaml with {{{{…}}}}, write it in words, "
    "or name it under `by_hand:` of the Dutch text when it is no fact"
)


def numbers(text: str) -> list[str]:
    """Every number that is no placeholder, no number of a list and no part of a name."""
    return _NUMBER.findall(_plain(text))


def _plain(text: str) -> str:
    return TYPED.sub("", PLACEHOLDER.sub("", _NOT_TEXT.sub("", text)))


@cache
def _days(lang: str) -> re.Pattern[str]:
    """`1 juli`, in the words of the language."""
    months = get_month_names("wide", locale=ALL[lang].locale).values()
    return re.compile(rf"(?<!\w)\d{{1,2}}(?= (?:{'|'.join(map(re.escape, months))}))", re.I)


def typed(c: Catalogue, _: date) -> Iterator[str]:
    for answer in c.answers.values():
        source = c.answers.get((answer.topic, "nl"))
        if source is None:  # that is a fault of its own
            continue
        for number in dict.fromkeys(_strange(answer)):
            if number not in source.by_hand:
                yield f"{_where(c, answer, number)}: {_TYPED_OUT.format(number)}"


def _where(c: Catalogue, answer: Answer, number: str) -> str:
    """The first line of the text, below the front matter, with that number."""
    name = f"{answer.lang}/answers/{answer.topic}.md"
    lines = (c.root / name).read_text(encoding="utf-8").splitlines()
    top = lines.index("---", 1) + 1
    return f"{name}:{next((n for n, line in enumerate(lines[top:], top + 1) if number in _NUMBER.findall(_plain(line))), 1)}"


def _strange(answer: Answer) -> list[str]:
    text = _days(answer.lang).sub("", _plain(f"{answer.short}\n{answer.full}"))
    return [number for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)]
