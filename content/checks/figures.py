"""Facts and where they are used: known, verified, valid today, and never typed by hand."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from content.answers import Answer
from content.catalogue import Catalogue
from content.checks.where import in_answer, in_facts
from content.facts import Fact
from content.placeholders import PLACEHOLDER, Placeholder, parse, value_of

TYPED = re.compile(
    r"(?:€|EUR|euro|евро)\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|EUR\b|euro\b|евро|%)|\b112\b"
    r"|\b0[89]00[ -]?\d{3,}|\b0\d{1,3}[ -]\d{6,}|(?:\+|\b00)31[ \d]{8,}|\b14 ?0\d{2,3}\b",
    re.I,
)
MARK = re.compile(r"^@(from|until|without)\s+(\S+)\s*$")
_WITHOUT = re.compile(r"^@without\s+(\S+)", re.M)
_USES = ("show", "recheck", "no")


def records(c: Catalogue, _: date) -> Iterator[str]:
    """The table of facts itself."""
    for name, count in Counter(fact.id for fact in c.facts.all).items():
        if count > 1:
            yield f"{in_facts(c, name)}: {name} is there {count} times; give each record an id of its own"
    for fact in c.facts.all:
        if fact.use not in _USES:
            yield f"{in_facts(c, fact.id)}: {fact.id} has use: {fact.use or '(none)'}; write show, recheck or no"
        if fact.check_at and fact.check_at not in c.links:
            yield f"{in_facts(c, fact.id)}: {fact.id} is to be checked at {fact.check_at}, which is not in links.yaml; add it there"
        if fact.valid_from and fact.valid_until and fact.valid_until < fact.valid_from:
            yield f"{in_facts(c, fact.id)}: {fact.id} ends ({fact.valid_until}) before it begins ({fact.valid_from}); correct the dates"
        # three phone numbers are known from several lists but from no official page: shown, never named as a source
        if not fact.source_url.startswith(("https://", "http://")) and fact.use != "no" and not fact.series.startswith("phone."):
            yield f"{in_facts(c, fact.id)}: {fact.id} has no source_url; name the page it was read from"
    for series, members in c.facts.by_series.items():
        dated = sorted((f for f in members if f.use != "no"), key=_begin)
        for one, next_one in pairwise(dated):
            if one.valid_until is None or next_one.valid_from is None or next_one.valid_from <= one.valid_until:
                yield f"{in_facts(c, next_one.id)}: {one.id} and {next_one.id} of {series} are valid on the same day; end the first earlier"


def _begin(fact: Fact) -> date:
    return fact.valid_from or date.min


def references(c: Catalogue, today: date) -> Iterator[str]:
    for answer in c.answers.values():
        replaced = set(_WITHOUT.findall(answer.full)) | set(_WITHOUT.findall(answer.short))
        for name in dict.fromkeys(PLACEHOLDER.findall(f"{answer.full}\n{answer.short}")):
            placeholder = parse(name, c.facts)
            if problem := placeholder_problem(c, placeholder, answer.lang, today, placeholder.ref in replaced):
                yield f"{in_answer(c, answer, name)}: {{{{{name}}}}} {problem}"
        for ref in (*answer.facts, *([answer.source] if answer.source else [])):
            if not c.facts.known(ref):
                yield f"{in_answer(c, answer, ref)}: fact {ref} is not in facts.yaml; use an id or series that is"
            elif all(f.use == "no" for f in c.facts.records(ref)):
                yield f"{in_answer(c, answer, ref)}: fact {ref} is not verified (use: no) and may not be a source; take another"


def placeholder_problem(c: Catalogue, placeholder: Placeholder, lang: str, today: date, replaced: bool = False) -> str | None:
    """Why nothing would stand there today; None when all is well or an `@without` block stands in."""
    ref = placeholder.ref
    if ref.startswith("url."):
        return None if ref[4:] in c.links else "is not in links.yaml; use a name that is"
    if not c.facts.known(ref):
        return "is not in facts.yaml; use an id or series that is"
    if all(f.use == "no" for f in c.facts.records(ref)):
        return "is not verified (use: no) and is never shown; point to the official site instead"
    if c.facts.fact(ref, today) is None:
        return None if replaced else f"has no record that is valid today; add the new figure to facts.yaml or a block `@without {ref}`"
    if value_of(placeholder, c.facts, c.links, lang, today) is None:
        return f"has no `{placeholder.part or 'value'}` in facts.yaml; add it there or leave it out here"
    return None


def marks(c: Catalogue, _: date) -> Iterator[str]:
    """Lines with @: a known word, a real day or fact, and at the top of their block (elsewhere they would be shown as text)."""
    for answer in c.answers.values():
        for block in re.split(r"\n\s*\n", f"{answer.short}\n\n{answer.full}"):
            at_top = True
            for line in block.strip().split("\n"):
                if line.startswith("@") and (problem := _mark_problem(c, line, at_top)):
                    yield f"{in_answer(c, answer, line)}: `{line}` {problem}"
                at_top = at_top and line.startswith("@")


def _mark_problem(c: Catalogue, line: str, at_top: bool) -> str | None:
    mark = MARK.match(line)
    if mark is None:
        return "is not understood; write `@from 2027-01-01`, `@until 2026-12-31` or `@without <fact>`"
    if not at_top:
        return "stands in the middle of a block; put an empty line before it"
    if mark.group(1) == "without":
        return None if c.facts.known(mark.group(2)) else "names a fact that is not in facts.yaml; use an id or series that is"
    try:
        date.fromisoformat(mark.group(2))
    except ValueError:
        return "has no day of the form 2027-01-01; correct it"
    return None


def typed_by_hand(c: Catalogue, _: date) -> Iterator[str]:
    for answer in c.answers.values():
        for found in _typed(answer):
            yield f"{in_answer(c, answer, found)}: `{found}` is typed by hand; take it from facts.yaml with {{{{…}}}}"


def _typed(answer: Answer) -> list[str]:
    return list(dict.fromkeys(hit.group() for hit in TYPED.finditer(PLACEHOLDER.sub("", f"{answer.full}\n{answer.short}"))))
