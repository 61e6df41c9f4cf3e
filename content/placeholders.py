"""`{{…}}` in a text: what it names and what stands there on a day."""

import re
from dataclasses import dataclass
from datetime import date

from content.facts import Fact, Facts
from content.format import format_value, long_date

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


@dataclass(frozen=True)
class Placeholder:
    """`{{minimum_wage_21.from}}` → ref `minimum_wage_21`, part `from`."""

    ref: str
    part: str = ""


def parse(text: str, facts: Facts) -> Placeholder:
    """The longest known name wins, because a series may have a dot (`phone.police`)."""
    if text.startswith("url.") or facts.known(text):
        return Placeholder(text)
    ref, _, part = text.rpartition(".")
    return Placeholder(ref, part) if ref else Placeholder(text)


def in_text(text: str, facts: Facts) -> list[Placeholder]:
    return [parse(name, facts) for name in PLACEHOLDER.findall(text)]


def value_of(placeholder: Placeholder, facts: Facts, links: dict[str, str], lang: str, on: date) -> tuple[str, Fact | None] | None:
    """(words, fact) or None when nothing may stand there on that day."""
    if placeholder.ref.startswith("url."):
        link = links.get(placeholder.ref[4:])
        return (link, None) if link else None
    fact = facts.fact(placeholder.ref, on)
    if fact is None:
        return None
    words = _part(fact, placeholder.part, lang)
    return (words, fact) if words else None


def _part(fact: Fact, part: str, lang: str) -> str:
    if part == "from":
        return long_date(fact.valid_from, lang) if fact.valid_from else ""
    if part == "until":
        return long_date(fact.valid_until, lang) if fact.valid_until else ""
    if part == "abroad":
        return fact.value_abroad
    if fact.is_phone and not part:
        return fact.value
    values = fact.parts
    index = int(part) - 1 if part.isdigit() else 0
    if (part and not part.isdigit()) or not 0 <= index < len(values):
        return ""
    unit = fact.unit.split(";")[index].strip() if ";" in fact.unit and index < len(fact.unit.split(";")) else fact.unit
    return format_value(values[index], unit, lang)
