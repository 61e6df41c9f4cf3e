"""Dated, sourced facts: the only place where a figure, a rule or a phone number is written down."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from content.errors import BrokenContent
from content.files import ROOT, line_of, read_yaml

_DIAL = re.compile(r"^(\+\d|0\d{2,3}[ -]|14 0)")


@dataclass(frozen=True)
class Fact:
    """One record. `value` is the text of the source (`14.99`, `8`, `0800 5151`); `use` is show, recheck or no."""

    id: str
    series: str
    topic: str
    fact_nl: str
    fact_en: str
    value: str
    value_abroad: str
    unit: str
    valid_from: date | None
    valid_until: date | None
    source_url: str
    source_title: str
    use: str
    checked: date
    recheck_by: date
    check_at: str = ""  # name in links.yaml of the official site to check at, where the source itself is no place to send a worker to

    def valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)

    @property
    def parts(self) -> list[str]:
        """A value written as `a; b` has two parts."""
        return [part.strip() for part in self.value.split(";")]

    @property
    def is_phone(self) -> bool:
        """A number to dial is shown as written, never as a figure (`033 448 11 86` is no amount)."""
        return self.series.startswith("phone.") or self.unit == "phone" or bool(_DIAL.match(self.value))

    @property
    def source_name(self) -> str:
        """Who says so: the part of the source's title before the colon (`Rijksoverheid`)."""
        return self.source_title.split(":")[0].split(" (")[0].strip()

    @property
    def site(self) -> str:
        """The host of the source, without `www.`."""
        return urlsplit(self.source_url).netloc.removeprefix("www.")


def _day(value: Any, *, last: bool = False) -> date | None:
    """A day; of a month (`2025-10`) or a year (`2025`) its first day, or its last."""
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    text = str(value)
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7]) if len(text) == 7 else (12 if last else 1)
    return date(year, month, monthrange(year, month)[1] if last else 1)


def _fact(record: dict[str, Any]) -> Fact:
    text = {k: "" if record.get(k) is None else str(record[k]) for k in Fact.__dataclass_fields__}
    checked = _day(record["checked"])
    if checked is None:
        raise ValueError(f"{record['id']}: checked is missing")
    return Fact(
        **{
            **text,
            "valid_from": _day(record.get("valid_from")),
            "valid_until": _day(record.get("valid_until"), last=True),
            "checked": checked,
            "recheck_by": _day(record.get("recheck_by")) or checked + timedelta(days=180),
        }  # type: ignore[arg-type]
    )


class Facts:
    """All records, by id and by series."""

    def __init__(self, facts: list[Fact]) -> None:
        self.all = facts
        self.by_id = {fact.id: fact for fact in facts}
        self.by_series: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.series:
                self.by_series.setdefault(fact.series, []).append(fact)

    @classmethod
    def load(cls, root: Path = ROOT, problems: list[str] | None = None) -> "Facts":
        """A record that cannot be read is left out and noted in `problems`. Raises BrokenContent when the whole file cannot be read."""
        path = root / "facts.yaml"
        records = read_yaml(path) or []
        if not isinstance(records, list):
            raise BrokenContent(f"{path.name}:1: is no list of records; begin each with `- id: …`")
        facts, noted = [], [] if problems is None else problems
        for number, record in enumerate(records, 1):
            try:
                facts.append(_fact(record))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                name = record.get("id") if isinstance(record, dict) else None
                line = line_of(path, f"id: {name}") if name else 1
                noted.append(
                    f"{path.name}:{line}: record {name or number} cannot be read ({error}); correct it, until then it is not shown"
                )
        return cls(facts)

    def known(self, ref: str) -> bool:
        return ref in self.by_id or ref in self.by_series

    def records(self, ref: str) -> list[Fact]:
        """Every record of a series, or the one record with that id."""
        return self.by_series.get(ref) or ([self.by_id[ref]] if ref in self.by_id else [])

    def fact(self, ref: str, on: date) -> Fact | None:
        """The record valid on that day and fit to be shown; None when there is none."""
        fit = [f for f in self.records(ref) if f.valid(on) and f.use in ("show", "recheck")]
        return max(fit, key=lambda f: f.valid_from or date.min) if fit else None

    def due_by(self, fact: Fact) -> date:
        """The day by which to look again: `recheck_by`, or the last day of a record that no later one follows, if that comes first."""
        if fact.valid_until is None:
            return fact.recheck_by
        followed = any(f.valid_from and f.valid_from > fact.valid_until and f.use != "no" for f in self.by_series.get(fact.series, []))
        return fact.recheck_by if followed else min(fact.recheck_by, fact.valid_until)

    def due(self, days: int, today: date) -> list[Fact]:
        """What must be looked up again within `days`, soonest first (records that are over or never shown are left out)."""
        limit = today + timedelta(days=days)
        fit = (
            f for f in self.by_id.values() if f.use != "no" and self.due_by(f) <= limit and not (f.valid_until and f.valid_until < today)
        )
        return sorted(fit, key=lambda f: (self.due_by(f), f.id))
