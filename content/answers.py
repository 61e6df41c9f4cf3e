"""One answer: title, versions, sources, the short and the full text, as written (placeholders not yet filled in)."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.errors import BrokenContent
from content.files import read_front_matter

_PART = re.compile(r"^# (short|full)[ \t]*$", re.M)


@dataclass(frozen=True)
class Answer:
    """`version` is the Dutch text's own; `source_version` the Dutch version a translation was made from (equal for Dutch).

    `minor` counts changes since then that did not touch the meaning; `by_hand` are numbers that are no facts.
    """

    topic: str
    lang: str
    title: str
    version: int
    source_version: int
    reviewed: date | None
    source: str
    minor: int
    by_hand: tuple[str, ...]
    facts: tuple[str, ...]
    short: str
    full: str


def read_answer(path: Path, lang: str) -> Answer:
    """Raises BrokenContent naming file, line and remedy."""
    fields, body = read_front_matter(path)
    parts = _PART.split(body)
    texts = {name: text.strip() for name, text in zip(parts[1::2], parts[2::2])}
    missing = [name for name in ("short", "full") if not texts.get(name)]
    if missing:
        raise BrokenContent(f"{path.name}:1: no text under `# {missing[0]}`; add it")
    if not str(fields.get("title") or "").strip():
        raise BrokenContent(f"{path.name}:2: `title:` is missing; add a short name")
    number = "version" if lang == "nl" else "source_version"
    if not isinstance(fields.get(number), int):
        raise BrokenContent(f"{path.name}:2: `{number}:` must be a whole number")
    if isinstance(fields[number], bool) or fields[number] < 1:
        raise BrokenContent(f"{path.name}:2: `{number}:` counts from 1")
    reviewed = fields.get("reviewed")
    minor, by_hand = fields.get("minor", 0), fields.get("by_hand") or []
    if type(minor) is not int or minor < 0:
        raise BrokenContent(f"{path.name}:2: `minor:` must be a whole number; it counts small changes")
    if not isinstance(by_hand, list):
        raise BrokenContent(f"{path.name}:2: `by_hand:` must be a list like [18, 21]")
    facts = fields.get("facts") or []
    if not isinstance(facts, list):
        raise BrokenContent(f"{path.name}:2: `facts:` must be a list like [brp-001, brp-002]")
    return Answer(
        topic=path.stem,
        lang=lang,
        title=str(fields["title"]).strip(),
        version=fields.get("version", 0) if lang == "nl" else 0,
        source_version=fields[number],
        reviewed=reviewed if isinstance(reviewed, date) else None,
        minor=minor,
        by_hand=tuple(str(number) for number in by_hand),
        source=str(fields.get("source") or ""),
        facts=tuple(str(f) for f in facts),
        short=texts["short"],
        full=texts["full"],
    )
