"""The counts of one desk and one year, from routing facts in clear, as the desk role: row-level security keeps other desks out.

A year is made of whole weeks (ISO 8601), and a running year ends with its last whole week, so that a week never shows day by day.
"""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from content.live import catalogue
from referral.audit import service as audit
from referral.database import Case, as_desk
from referral.staff.roles import require
from referral.staff.sessions import SignedIn
from referral.statistics.suppress import Key

HERE = ZoneInfo("Europe/Amsterdam")
UNKNOWN = "unknown"  # a case without a topic or a place


@dataclass(frozen=True)
class Year:
    """From Monday `first` up to, not with, Monday `end`."""

    number: int
    first: date
    end: date

    @property
    def weeks(self) -> int:
        return (self.end - self.first).days // 7


@dataclass(frozen=True)
class Figures:
    """Raw counts; never shown as they are. `topics`: by theme; `weeks`: by number of the week, all of them."""

    year: Year
    kinds: Mapping[Key, int]  # (language, kind)
    topics: Mapping[str, Mapping[str, int]]
    places: Mapping[str, int]
    weeks: Mapping[int, int]


def year_of(number: int, today: date) -> Year:
    """Raises ValueError for a year that has not begun or cannot be one."""
    first, after = date.fromisocalendar(number, 1, 1), date.fromisocalendar(number + 1, 1, 1)
    end = min(after, today - timedelta(days=today.weekday()))
    if end < first:
        raise ValueError("a year that has not begun")
    return Year(number, first, end)


def years(who: SignedIn) -> list[int]:
    """Years in which this desk received a case, the newest first; the present one always. Raises Forbidden."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        oldest = session.scalar(select(func.min(Case.received_at)).where(Case.desk_id == who.desk_id))
    this = datetime.now(HERE).date().isocalendar().year
    return list(range(this, oldest.astimezone(HERE).date().isocalendar().year - 1 if oldest else this - 1, -1))


def figures(who: SignedIn, year: Year) -> Figures:
    """Raises Forbidden."""
    require(who.role, "lead")
    return of_desk(who.desk_id, year)


def of_desk(desk: uuid.UUID, year: Year) -> Figures:
    """For a caller whose right was looked at already."""
    begin, end = (datetime.combine(day, time(), HERE).astimezone(UTC) for day in (year.first, year.end))
    week = func.extract("week", func.timezone(HERE.key, Case.received_at))
    columns = (Case.language, Case.kind, Case.topic, Case.municipality, week)
    query = select(*columns, func.count()).where(Case.desk_id == desk, Case.received_at >= begin, Case.received_at < end)
    kinds: Counter[Key] = Counter()
    topics: dict[str, Counter[str]] = {}
    places: Counter[str] = Counter()
    weeks: Counter[int] = Counter(dict.fromkeys(range(1, year.weeks + 1), 0))
    with as_desk(desk) as session:
        for language, kind, topic, place, number, count in session.execute(query.group_by(*columns)):
            kinds[language, kind] += count
            topics.setdefault(_theme(topic), Counter())[topic or UNKNOWN] += count
            places[place or UNKNOWN] += count
            weeks[int(number)] += count
    return Figures(year, kinds, topics, places, weeks)


def _theme(topic: str | None) -> str:
    known = catalogue().topics.get(topic or "")
    return known.group if known else UNKNOWN


def note_export(who: SignedIn) -> None:
    """Numbers leave the house: a line in the audit. Raises Forbidden."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        audit.note(session, "exported", staff=who.staff_id, desk=who.desk_id)
