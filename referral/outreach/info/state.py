"""Everything that decides what stands on a page at this moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from content.catalogue import Catalogue
from content.live import catalogue
from referral.outreach.calendar import today
from referral.outreach.doors import doors
from referral.outreach.info import freshness
from referral.outreach.links.targets import Doors


@dataclass(frozen=True)
class State:
    catalogue: Catalogue
    day: date
    doors: Doors
    max_age: int

    @property
    def key(self) -> tuple[str, date, Doors]:
        """Two states with the same key give the same pages."""
        return (self.catalogue.version, self.day, self.doors)


def now() -> State:
    """The texts as they are, the day in Amsterdam, the addresses of this installation."""
    moment = datetime.now(UTC)
    return State(catalogue(), today(moment), doors(), freshness.seconds(moment))
