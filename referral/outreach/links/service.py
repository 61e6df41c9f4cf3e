"""Making, pausing, rotating and finding share links. Every function runs in the caller's transaction (`intake` or `as_desk`)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from content.languages import LANGUAGES
from content.live import catalogue
from deploy.base import slugs
from referral.errors import Malformed, NotAllowed, UnknownCase
from referral.outreach.calendar import today
from referral.outreach.links.states import Step, after
from referral.outreach.tables import ShareLink
from referral.outreach.wrap import unwrapped, wrapped

Target = Literal["page", "whatsapp", "sms", "chat"]
TARGETS: tuple[Target, ...] = get_args(Target)
LONGEST_PLACE = 60
TRIES = 20  # when a slug is taken: with a hundred thousand of the million in use, two draws in ten are


@dataclass(frozen=True)
class Wish:
    """What a new link is for. `topic` None: all topics; `place`: the label of the poster, at most 60 characters."""

    desk_id: uuid.UUID
    language: str
    target: Target = "page"
    topic: str | None = None
    place: str = ""
    figure_id: uuid.UUID | None = None
    campaign_id: uuid.UUID | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Link:
    """A share link with its place readable. `slug` as stored; `spoken` as people read it."""

    id: uuid.UUID
    slug: str
    desk_id: uuid.UUID
    figure_id: uuid.UUID | None
    campaign_id: uuid.UUID | None
    topic: str | None
    language: str
    target: str
    place: str
    state: str
    made_on: date
    expires_on: date | None

    @property
    def spoken(self) -> str:
        return slugs.shown(self.slug)


def create(session: Session, wish: Wish) -> Link:
    """Raises Malformed for a topic, language or target that we do not have, or a place that is too long."""
    known = wish.topic is None or wish.topic in catalogue().topics
    place = " ".join(wish.place.split())
    if not known or wish.language not in LANGUAGES or wish.target not in TARGETS or len(place) > LONGEST_PLACE or "\0" in place:
        raise Malformed("a topic, a language, a target and a short place")
    row = ShareLink(
        id=uuid.uuid4(), slug=_free_slug(session), desk_id=wish.desk_id, figure_id=wish.figure_id, campaign_id=wish.campaign_id,
        topic=wish.topic, language=wish.language, target=wish.target, wrapped_place=wrapped({"place": place}), state="active",
        made_on=today(), expires_on=wish.expires_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return link_of(row)


def _free_slug(session: Session) -> str:
    for _ in range(TRIES):
        slug = slugs.new()
        if session.scalar(select(ShareLink.id).where(ShareLink.slug == slug)) is None:
            return slug
    raise NotAllowed("no free slug")


def take(session: Session, link_id: uuid.UUID, step: Step) -> Link:
    """pause, resume, end, rotate; after `rotate` it is the new link. Raises UnknownCase, NotAllowed."""
    row = session.get(ShareLink, link_id, with_for_update=True)
    if row is None:
        raise UnknownCase
    state = after(row.state, step)
    if state is None:
        raise NotAllowed("not possible for this link")
    row.state = state
    session.flush()
    old = link_of(row)
    if step != "rotate":
        return old
    wish = Wish(old.desk_id, old.language, old.target, old.topic, old.place, old.figure_id, old.campaign_id, old.expires_on)  # type: ignore[arg-type]
    return create(session, wish)


def find(session: Session, said: str) -> Link | None:
    """The link of a slug as somebody wrote or said it, alive or not; None when there is none."""
    slug = slugs.read(said)
    row = session.scalars(select(ShareLink).where(ShareLink.slug == slug)).first() if slug else None
    return link_of(row) if row else None


def of_desk(session: Session, desk_id: uuid.UUID) -> Sequence[Link]:
    return _list(session, ShareLink.desk_id == desk_id)


def of_figure(session: Session, figure_id: uuid.UUID) -> Sequence[Link]:
    return _list(session, ShareLink.figure_id == figure_id)


def of_campaign(session: Session, campaign_id: uuid.UUID) -> Sequence[Link]:
    return _list(session, ShareLink.campaign_id == campaign_id)


def _list(session: Session, of: ColumnElement[bool]) -> Sequence[Link]:
    """Those that work first, then the newest."""
    query = select(ShareLink).where(of).order_by(ShareLink.state, ShareLink.made_on.desc(), ShareLink.slug)
    return [link_of(row) for row in session.scalars(query)]


def link_of(row: ShareLink) -> Link:
    return Link(
        row.id, row.slug, row.desk_id, row.figure_id, row.campaign_id, row.topic, row.language, row.target,
        str(unwrapped(row.wrapped_place)["place"]), row.state, row.made_on, row.expires_on,
    )  # fmt: skip
