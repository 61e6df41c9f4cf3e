"""Making, reading and ending campaigns. Every function runs in the caller's transaction, as the desk."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.errors import Malformed, UnknownCase
from referral.outreach.calendar import today
from referral.outreach.campaigns.plan import Plan, faults
from referral.outreach.campaigns.tables import Campaign
from referral.outreach.links import service as links
from referral.outreach.links.service import Link
from referral.outreach.tables import KeyFigure
from referral.outreach.wrap import unwrapped, wrapped


@dataclass(frozen=True)
class Shown:
    """A campaign with its name readable."""

    id: uuid.UUID
    name: str
    target: str
    begins_on: date
    ends_on: date

    @property
    def over(self) -> bool:
        return self.ends_on < today()


def make(session: Session, desk: uuid.UUID, plan: Plan) -> uuid.UUID:
    """The campaign with all its links, or nothing. Raises Malformed for a plan with faults."""
    if faults(plan, today(), [key for key, _ in figures(session, able=True)]):
        raise Malformed("a campaign")
    row = Campaign(
        id=uuid.uuid4(), desk_id=desk, wrapped_name=wrapped({"name": plan.name}), target=plan.target,
        begins_on=plan.begins_on, ends_on=plan.ends_on, made_on=today(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    stops = plan.ends_on + timedelta(days=1)  # a link says on which day it no longer works
    for figure, place, topic, language in plan.links():
        links.create(session, links.Wish(desk, language, plan.target, topic, place, figure, row.id, stops))  # type: ignore[arg-type]
    return row.id


def figures(session: Session, *, able: bool = False) -> list[tuple[uuid.UUID, str]]:
    """(id, name) of the key figures of this desk, by name; with `able` those whose page still works."""
    rows = [row for row in session.scalars(select(KeyFigure)) if not able or (row.token_hash is not None and row.expires_on > today())]
    named = [(row.id, str(unwrapped(row.wrapped_profile).get("name") or "–")) for row in rows]
    return sorted(named, key=lambda each: each[1].casefold())


def all_of(session: Session) -> Sequence[Shown]:
    """Of this desk, those that end last first."""
    return [_shown(row) for row in session.scalars(select(Campaign).order_by(Campaign.ends_on.desc(), Campaign.id))]


def one(session: Session, campaign: uuid.UUID) -> Shown:
    """Raises UnknownCase for one that this desk does not have."""
    row = session.get(Campaign, campaign)
    if row is None:
        raise UnknownCase
    return _shown(row)


def _shown(row: Campaign) -> Shown:
    return Shown(row.id, str(unwrapped(row.wrapped_name)["name"]), row.target, row.begins_on, row.ends_on)


def links_of(session: Session, campaign: uuid.UUID) -> list[Link]:
    """In the order of the posters: place, topic, language."""
    found = links.of_campaign(session, campaign)
    return sorted(found, key=lambda link: (link.place.casefold(), str(link.figure_id or ""), link.topic or "", link.language))


def link_of(session: Session, campaign: uuid.UUID, slug: str) -> Link:
    """Raises UnknownCase."""
    link = links.find(session, slug)
    if link is None or link.campaign_id != campaign:
        raise UnknownCase
    return link


def end(session: Session, campaign: uuid.UUID) -> None:
    """Today, with all its links. Raises UnknownCase. Ending again changes nothing."""
    row = session.get(Campaign, campaign, with_for_update=True)
    if row is None:
        raise UnknownCase
    row.ends_on = max(min(row.ends_on, today()), row.begins_on)
    for link in links.of_campaign(session, campaign):
        if link.state in ("active", "paused"):
            links.take(session, link.id, "end")
