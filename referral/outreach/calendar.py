"""Days as people here count them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def today(now: datetime | None = None) -> date:
    return (now or datetime.now(UTC)).astimezone(AMSTERDAM).date()
