"""Key figures: a lead invites them, they decide what is kept, and a magic link is their only way in."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content.languages import LANGUAGES
from referral.audit.service import note
from referral.database import Desk, as_desk, intake
from referral.errors import Malformed, NotAllowed, NotSignedIn, UnknownCase
from referral.outreach.calendar import today
from referral.outreach.tables import KeyFigure, ShareLink
from referral.outreach.wrap import unwrapped, wrapped
from referral.seal import stretch
from referral.settings import settings
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

VALID = timedelta(days=180)
LONGEST_NAME, LONGEST_PLACE, MOST = 40, 60, 500  # characters, characters, key figures of a desk


@dataclass(frozen=True)
class Profile:
    """What a person wants kept. Only `name` is needed, and it may be a nickname."""

    name: str
    languages: tuple[str, ...] = ()
    place: str = ""

    @classmethod
    def of(cls, name: str, languages: Sequence[str] = (), place: str = "") -> "Profile":
        """From a form. Raises Malformed."""
        name, place = " ".join(name.split()), " ".join(place.split())
        if not 0 < len(name) <= LONGEST_NAME or len(place) > LONGEST_PLACE or "\0" in name + place or not set(languages) <= set(LANGUAGES):
            raise Malformed("a short name, languages of ours, a short place")
        return cls(name, tuple(languages), place)


@dataclass(frozen=True)
class Figure:
    """As the desk's lead sees one. `valid`: the magic link still opens the page."""

    id: uuid.UUID
    profile: Profile
    language: str
    joined: bool
    valid: bool
    expires_on: date


@dataclass(frozen=True)
class Myself:
    """A key figure at the own page. `csrf` goes into every form."""

    id: uuid.UUID
    desk_id: uuid.UUID
    desk: str
    profile: Profile
    language: str
    joined: bool
    expires_on: date
    csrf: str


def _hash(token: str) -> bytes:
    return stretch.lookup(settings().lookup_key, "key-figure", token)


def invite(who: SignedIn, name: str, language: str) -> str:
    """The token of the magic link, shown once. Raises Forbidden, Malformed, NotAllowed."""
    require(who.role, "lead")
    profile, token, now = Profile.of(name), secrets.token_urlsafe(24), today()
    if language not in LANGUAGES:
        raise Malformed("a language of ours")
    with as_desk(who.desk_id) as session:
        if len(session.scalars(select(KeyFigure.id)).all()) >= MOST:
            raise NotAllowed("enough of them")
        row = KeyFigure(id=uuid.uuid4(), desk_id=who.desk_id, token_hash=_hash(token), wrapped_profile=_wrap(profile),
                        language=language, joined=False, invited_on=now, expires_on=now + VALID)  # fmt: skip
        session.add(row)
        note(session, "figure_invited", staff=who.staff_id, desk=who.desk_id)
    return token


def of_desk(who: SignedIn) -> Sequence[Figure]:
    """Raises Forbidden."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        figures = [_figure(row) for row in session.scalars(select(KeyFigure))]
    return sorted(figures, key=lambda f: (not f.valid, f.profile.name.casefold()))


def renew(who: SignedIn, figure: uuid.UUID) -> str:
    """A new magic link; the one of before opens nothing any more. Raises Forbidden, UnknownCase."""
    require(who.role, "lead")
    token = secrets.token_urlsafe(24)
    with as_desk(who.desk_id) as session:
        row = _row(session, figure)
        row.token_hash, row.expires_on = _hash(token), today() + VALID
        note(session, "figure_renewed", staff=who.staff_id, desk=who.desk_id)
    return token


def revoke(who: SignedIn, figure: uuid.UUID) -> None:
    """Closes the page at once and pauses the links. Raises Forbidden, UnknownCase."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        _row(session, figure).token_hash = None
        active = (ShareLink.figure_id == figure, ShareLink.state == "active")
        session.execute(update(ShareLink).where(*active).values(state="paused"))
        note(session, "figure_revoked", staff=who.staff_id, desk=who.desk_id)


def remove(who: SignedIn, figure: uuid.UUID) -> None:
    """Everything about the person. Raises Forbidden, UnknownCase."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        _forget(session, _row(session, figure))
        note(session, "figure_removed", staff=who.staff_id, desk=who.desk_id)


def myself(token: str | None) -> Myself:
    """Raises NotSignedIn for a link that is unknown, revoked or past its day."""
    if not token or len(token) > 100:
        raise NotSignedIn
    with intake() as session:
        row = session.scalars(select(KeyFigure).where(KeyFigure.token_hash == _hash(token), KeyFigure.expires_on > today())).first()
        if row is None:
            raise NotSignedIn
        csrf = stretch.lookup(settings().lookup_key, "key-figure-form", token).hex()
        desk = session.get_one(Desk, row.desk_id).name
        return Myself(row.id, row.desk_id, desk, _profile(row), row.language, row.joined, row.expires_on, csrf)


def keep(me: Myself, profile: Profile) -> None:
    """What the person wants kept from now on; saying it the first time is taking part. Raises UnknownCase."""
    with intake() as session:
        row = _row(session, me.id)
        row.wrapped_profile, row.joined = _wrap(profile), True


def speak(me: Myself, language: str) -> None:
    """The language of the page. Raises Malformed."""
    if language not in LANGUAGES:
        raise Malformed("a language of ours")
    with intake() as session:
        _row(session, me.id).language = language


def leave(me: Myself) -> None:
    """Deletes everything about the person; nobody is asked. Raises UnknownCase."""
    with intake() as session:
        _forget(session, _row(session, me.id))


def _forget(session: Session, row: KeyFigure) -> None:
    """The links stay, ended and without their place, so that a poster that still hangs explains itself."""
    links = update(ShareLink).where(ShareLink.figure_id == row.id)
    session.execute(links.values(state="ended", figure_id=None, wrapped_place=wrapped({"place": ""})))
    session.delete(row)


def _row(session: Session, figure: uuid.UUID) -> KeyFigure:
    row = session.get(KeyFigure, figure, with_for_update=True)
    if row is None:
        raise UnknownCase
    return row


def _wrap(profile: Profile) -> bytes:
    return wrapped({"name": profile.name, "languages": list(profile.languages), "place": profile.place})


def _profile(row: KeyFigure) -> Profile:
    kept = unwrapped(row.wrapped_profile)
    return Profile(kept["name"], tuple(kept["languages"]), kept["place"])


def _figure(row: KeyFigure) -> Figure:
    valid = row.token_hash is not None and row.expires_on > today()
    return Figure(row.id, _profile(row), row.language, row.joined, valid, row.expires_on)
