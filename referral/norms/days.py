"""Working days in the Netherlands: no weekend, no holiday of the Algemene termijnenwet (with Good Friday and 5 May every year)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import OPTIONAL, PUBLIC, country_holidays

HERE = ZoneInfo("Europe/Amsterdam")


@lru_cache(maxsize=8)
def closed_days(year: int) -> frozenset[date]:
    # 5 May is "optional" in the library: not everybody has it off, but for a term it counts
    return frozenset(country_holidays("NL", years=year, categories=(PUBLIC, OPTIONAL)))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in closed_days(day.year)


def due(since: datetime, working_days: int) -> datetime:
    """The end of the n-th working day after the day of `since` (aware), in UTC. The day itself does not count."""
    day = since.astimezone(HERE).date()
    left = working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return datetime.combine(day + timedelta(days=1), time.min, HERE).astimezone(UTC)
