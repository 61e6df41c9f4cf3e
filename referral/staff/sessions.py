"""Signing in. A session keeps the member's private key under a key that only the cookie has: the row alone opens nothing."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import Desk, DeskSession, Membership, PastKey, Staff, intake
from referral.errors import CannotOpen, Forbidden, NotSignedIn
from referral.metrics import LOG_INS
from referral.seal import boxes, stretch
from referral.settings import settings
from referral.staff.service import by_email, open_key

LONGEST, IDLE = timedelta(hours=8), timedelta(minutes=60)
FREE_TRIES, FIRST_WAIT, MOST_WAIT = 4, timedelta(seconds=10), timedelta(minutes=15)


@dataclass(frozen=True)
class SignedIn:
    """Who is asking, for which desk, with the desk's private key (in memory for this request only)."""

    staff_id: uuid.UUID
    email: str
    desk_id: uuid.UUID
    desk: str
    private_key: bytes
    csrf: str
    language: str
    one_time: bool
    session: bytes
    role: str = "reader"
    second: Literal["", "ask", "set_up"] = ""  # what is still to do before working
    has_second: bool = False
    key_no: int = 1
    past_keys: Mapping[int, bytes] = field(default_factory=dict)

    def opens(self, key_no: int) -> bytes:
        """The desk's private key of that number. Raises CannotOpen for one that is gone."""
        keys = {**self.past_keys, self.key_no: self.private_key}
        if key_no not in keys:
            raise CannotOpen
        return keys[key_no]


def sign_in(email: str, password: str, language: str = "nl", *, vouched: bool = False) -> str:
    """The cookie's token. Raises NotSignedIn without saying what was wrong; wrong passwords make the next try wait.

    `vouched`: the municipality's own log-in says who it is, with a second factor of its own, so none is asked here.
    """
    now = datetime.now(UTC)
    if settings().referral_oidc_only and not vouched:
        raise NotSignedIn
    with intake() as session:
        person = by_email(session, email, to_change=True)
        if person is None:
            _as_slow_as_a_real_one(password)
            LOG_INS.labels("unknown").inc()
        elif person.locked_until and person.locked_until > now:
            _as_slow_as_a_real_one(password)
            LOG_INS.labels("locked").inc()
        else:
            try:
                private = open_key(person, password)
            except CannotOpen:
                _wrong(session, person, now)
            else:
                LOG_INS.labels("ok").inc()
                person.wrong_tries, person.locked_until = 0, None
                return _new_session(session, person, private, now, language, vouched)
    raise NotSignedIn


def _as_slow_as_a_real_one(password: str) -> None:
    """So that names and locks cannot be told from the time an answer takes."""
    stretch.stretched(password, stretch.new_salt(settings().password_cost))


def _wrong(session: Session, person: Staff, now: datetime) -> None:
    LOG_INS.labels("wrong").inc()
    note(session, "wrong_password", staff=person.id)
    person.wrong_tries += 1
    if (over := person.wrong_tries - FREE_TRIES) > 0:
        person.locked_until = now + min(MOST_WAIT, FIRST_WAIT * 2 ** min(over - 1, 10))


def _new_session(session: Session, person: Staff, private: bytes, now: datetime, language: str, vouched: bool) -> str:
    query = select(Membership).join(Desk, Desk.id == Membership.desk_id).where(Membership.staff_id == person.id).order_by(Desk.name)
    membership = session.scalars(query).first()
    if membership is None:
        raise NotSignedIn
    token = secrets.token_urlsafe(32)
    session.execute(delete(DeskSession).where(DeskSession.created_at < now - LONGEST))
    session.add(
        DeskSession(
            token_hash=stretch.token_hash(token),
            staff_id=person.id,
            desk_id=membership.desk_id,
            sealed_key=boxes.wrap(private, stretch.token_key(token)),
            csrf=secrets.token_urlsafe(24),
            language=language,
            created_at=now,
            seen_at=now,
            second_passed=vouched,
        )
    )
    note(session, "logged_in", staff=person.id, desk=membership.desk_id)
    return token


def who(token: str | None) -> SignedIn:
    """Raises NotSignedIn for an unknown, idle or old session, and for one whose desk was taken away."""
    if not token:
        raise NotSignedIn
    now = datetime.now(UTC)
    with intake() as session:
        row = session.get(DeskSession, stretch.token_hash(token))
        if row is None or row.seen_at < now - IDLE or row.created_at < now - LONGEST:
            raise NotSignedIn
        membership = session.get(Membership, (row.staff_id, row.desk_id))
        if membership is None:
            raise NotSignedIn
        row.seen_at = now
        person, desk = session.get_one(Staff, row.staff_id), session.get_one(Desk, row.desk_id)
        private = personal_key(row, token)
        desk_private = boxes.open_sealed(membership.sealed_key, private)
        past = session.scalars(select(PastKey).where(PastKey.desk_id == desk.id)) if desk.key_no > 1 else ()
        return SignedIn(
            staff_id=person.id,
            email=person.email,
            desk_id=desk.id,
            desk=desk.name,
            private_key=desk_private,
            csrf=row.csrf,
            language=row.language,
            one_time=person.one_time,
            session=row.token_hash,
            role=membership.role,
            second=_second(person, row),
            has_second=person.wrapped_totp is not None,
            key_no=desk.key_no,
            past_keys={key.key_no: boxes.open_sealed(key.sealed_private, desk_private) for key in past},
        )


def desks_of(signed_in: SignedIn) -> Sequence[tuple[uuid.UUID, str]]:
    """(id, name) of every desk of this person."""
    query = select(Desk.id, Desk.name).join(Membership, Membership.desk_id == Desk.id)
    with intake() as session:
        rows = session.execute(query.where(Membership.staff_id == signed_in.staff_id).order_by(Desk.name)).all()
        return [(row[0], row[1]) for row in rows]


def switch(signed_in: SignedIn, desk_id: uuid.UUID) -> None:
    """To another desk of the same person. Raises Forbidden."""
    with intake() as session:
        if session.get(Membership, (signed_in.staff_id, desk_id)) is None:
            raise Forbidden("not a member of that desk")
        session.get_one(DeskSession, signed_in.session).desk_id = desk_id
        note(session, "logged_in", staff=signed_in.staff_id, desk=desk_id)


def personal_key(row: DeskSession, token: str) -> bytes:
    """The member's own private key. Raises CannotOpen."""
    return boxes.unwrap(row.sealed_key, stretch.token_key(token))


def _second(person: Staff, row: DeskSession) -> Literal["", "ask", "set_up"]:
    if row.second_passed:
        return ""
    if person.wrapped_totp:
        return "ask"
    return "set_up" if settings().needs_second_factor else ""


def sign_out(signed_in: SignedIn) -> None:
    with intake() as session:
        session.execute(delete(DeskSession).where(DeskSession.token_hash == signed_in.session))
        note(session, "logged_out", staff=signed_in.staff_id, desk=signed_in.desk_id)


def set_language(signed_in: SignedIn, language: str) -> None:
    with intake() as session:
        if row := session.get(DeskSession, signed_in.session):
            row.language = language
