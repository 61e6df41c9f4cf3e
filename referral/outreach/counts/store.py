"""Adding counts to the tables and reading them. Every function runs in the caller's transaction."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from referral.outreach.tables import LinkDay, LinkTopic, OutreachDay

What = Literal["visits", "starts", "crawlers", "excess"]
Apart = Literal["guess", "dead"]
Days = dict[date, int]


# one statement for all of them: two hundred would hold up the loop that leads people on
_ADD = text("""
    INSERT INTO link_days (link_id, day, visits, starts, crawlers, excess)
    SELECT link_id, day, coalesce(sum(n) FILTER (WHERE what = 'visits'), 0), coalesce(sum(n) FILTER (WHERE what = 'starts'), 0),
        coalesce(sum(n) FILTER (WHERE what = 'crawlers'), 0), coalesce(sum(n) FILTER (WHERE what = 'excess'), 0)
    FROM unnest(CAST(:links AS uuid[]), CAST(:days AS date[]), CAST(:whats AS text[]), CAST(:ns AS integer[])) AS new(link_id, day, what, n)
    WHERE EXISTS (SELECT 1 FROM share_links WHERE id = link_id)
    GROUP BY link_id, day ORDER BY link_id, day
    ON CONFLICT (link_id, day) DO UPDATE SET visits = link_days.visits + excluded.visits, starts = link_days.starts + excluded.starts,
        crawlers = link_days.crawlers + excluded.crawlers, excess = link_days.excess + excluded.excess""")


def add(session: Session, counts: Mapping[tuple[uuid.UUID, date, What], int]) -> None:
    """Links that were deleted in the meantime are left out."""
    if counts:
        links, days, whats = zip(*counts, strict=True)
        session.execute(_ADD, {"links": list(links), "days": list(days), "whats": list(whats), "ns": list(counts.values())})


def add_apart(session: Session, counts: Mapping[tuple[date, Apart], int]) -> None:
    """Hits on slugs that are none, or that lead nowhere."""
    for (day, what), n in sorted(counts.items()):
        statement = insert(OutreachDay).values(day=day, what=what, n=n)
        session.execute(statement.on_conflict_do_update(index_elements=["day", "what"], set_={"n": OutreachDay.n + n}))


def add_topics(session: Session, link_id: uuid.UUID, topic: str, day: date, n: int) -> None:
    """`n` of at least five, as they were collected in memory."""
    statement = insert(LinkTopic).values(link_id=link_id, topic=topic, day=day, asked=n)
    key = ["link_id", "topic", "day"]
    session.execute(statement.on_conflict_do_update(index_elements=key, set_={"asked": LinkTopic.asked + n}))


def days_of(session: Session, links: Sequence[uuid.UUID], since: date, what: What = "visits") -> dict[uuid.UUID, Days]:
    """link → day → count, from `since` on. Not yet fit to be shown: see totals.py."""
    found: dict[uuid.UUID, Days] = {link: {} for link in links}
    query = select(LinkDay.link_id, LinkDay.day, getattr(LinkDay, what)).where(LinkDay.link_id.in_(links), LinkDay.day >= since)
    for link, day, n in session.execute(query):
        found[link][day] = n
    return found


def together(counts: Iterable[Days]) -> Days:
    """Day → the sum over several links."""
    total: Days = defaultdict(int)
    for days in counts:
        for day, n in days.items():
            total[day] += n
    return dict(total)


def topics_of(session: Session, links: Sequence[uuid.UUID], since: date) -> dict[str, int]:
    """topic → how often it was asked through these links; only lumps of five or more are ever stored."""
    asked = func.sum(LinkTopic.asked)
    query = select(LinkTopic.topic, asked).where(LinkTopic.link_id.in_(links), LinkTopic.day >= since)
    return {topic: int(n) for topic, n in session.execute(query.group_by(LinkTopic.topic).order_by(asked.desc()))}
