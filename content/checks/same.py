"""The same in every language: figures, phone numbers, addresses, steps, list items and numbers typed out, each as often as in Dutch."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from content.answers import Answer
from content.catalogue import Catalogue
from content.checks.numbers import numbers
from content.checks.where import in_answer
from content.placeholders import PLACEHOLDER

LISTS = {"numbered steps": re.compile(r"^\s*\d+[.)] ", re.M), "lines with a dash": re.compile(r"^\s*- ", re.M)}


def _pairs(c: Catalogue) -> Iterator[tuple[Answer, Answer]]:
    """(translation, Dutch text)"""
    for (topic, lang), answer in c.answers.items():
        source = c.answers.get((topic, "nl"))
        if lang != "nl" and source is not None:
            yield answer, source


def placeholders(c: Catalogue, _: date) -> Iterator[str]:
    """The full text has what the Dutch one has, as often; the SMS text, which has less room, at least nothing of its own."""
    for answer, source in _pairs(c):
        ours, theirs = _names(answer.full), _names(source.full)
        for name in sorted(theirs - ours):
            again = f" {theirs[name]} times" if ours[name] else ""
            yield f"{in_answer(c, answer, '# full')}: lacks {{{{{name}}}}}, which the Dutch text has{again}; put it in"
        for name in sorted(ours - theirs):
            why = f"stands here {ours[name]} times, {theirs[name]} in the Dutch text" if theirs[name] else "is not in the Dutch text"
            yield f"{in_answer(c, answer, name)}: {{{{{name}}}}} {why}; take it out or put it into both"
        for name in sorted(set(_names(answer.short)) - set(theirs) - set(_names(source.short))):
            yield f"{in_answer(c, answer, name)}: {{{{{name}}}}} under # short is not in the Dutch text; take it out or put it into both"


def _names(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def lists(c: Catalogue, _: date) -> Iterator[str]:
    for answer, source in _pairs(c):
        for what, pattern in LISTS.items():
            ours, theirs = len(pattern.findall(answer.full)), len(pattern.findall(source.full))
            if ours != theirs:
                yield f"{in_answer(c, answer, '# full')}: has {ours} {what}, the Dutch text {theirs}; make them the same"


def typed_numbers(c: Catalogue, _: date) -> Iterator[str]:
    for answer, source in _pairs(c):
        ours, theirs = Counter(numbers(answer.full)), Counter(numbers(source.full))
        if ours != theirs:
            other = ", ".join(sorted({*(ours - theirs), *(theirs - ours)}))
            yield f"{in_answer(c, answer, '# full')}: has other numbers than the Dutch text ({other}); make them the same"
