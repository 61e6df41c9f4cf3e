"""What a key figure or a lead may see of the counts: sentences' numbers, weeks and topics, all fit to be shown."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from referral.outreach.calendar import today
from referral.outreach.counts import store, totals
from referral.outreach.counts.totals import Bar, month, shown, weeks
from referral.outreach.links.service import Link

WEEKS, MONTH = 8, timedelta(days=30)


@dataclass(frozen=True)
class Brought:
    """Of thirty days; None: fewer than five. `by_link` has the visits of each link."""

    visits: int | None
    starts: int | None
    weeks: Sequence[Bar]
    topics: dict[str, int]
    by_link: dict[uuid.UUID, int | None]


def brought(session: Session, links: Sequence[Link]) -> Brought:
    now, ids = today(), [link.id for link in links]
    since = now - timedelta(weeks=WEEKS)
    visits = store.days_of(session, ids, since)
    starts = store.together(store.days_of(session, ids, now - MONTH, "starts").values())
    together = store.together(visits.values())
    topics = store.topics_of(session, ids, now - MONTH)
    each = totals.together([month(visits[link], now) for link in ids])
    by_link = dict(zip(ids, each, strict=True))
    return Brought(shown(month(together, now)), shown(month(starts, now)), weeks(together, now, WEEKS), topics, by_link)
