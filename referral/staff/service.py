"""People of a desk: a personal key pair under the password, and sessions whose key only the cookie has."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from referral.database import DeskSession, Membership, Staff, intake
from referral.errors import CannotOpen, NotSignedIn
from referral.metrics import LOG_INS
from referral.seal import boxes, stretch

LONGEST, IDLE = timedelta(hours=8), timedelta(minutes=60)
FREE_TRIES, MOST_WAIT = 4, timedelta(minutes=15)
SHORTEST_PASSWORD = 12


@dataclass(frozen=True)
class SignedIn:
    """Who is asking, for which desk, with the desk's private key (in memory for this request only)."""

    staff_id: uuid.UUID
    email: str
    desk_id: uuid.UUID
    private_key: bytes
    csrf: str
    language: str
    one_time: bool


def one_time_password() -> str:
    """Four groups that can be read over the phone."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def create(session: Session, email: str, password: str) -> Staff:
    private, public = boxes.new_pair()
    salt = stretch.new_salt()
    wrapped = boxes.wrap(private, stretch.password_key(password, salt))
    person = Staff(id=uuid.uuid4(), email=email.strip().lower(), public_key=public, salt=salt, wrapped_key=wrapped, one_time=True)
    session.add(person)
    session.flush()
    return person


def sign_in(email: str, password: str) -> str:
    """The cookie's token. Raises NotSignedIn without saying what was wrong; wrong passwords make the next try wait."""
    now = datetime.now(UTC)
    with intake() as session:
        person = session.scalars(select(Staff).where(Staff.email == email.strip().lower()).with_for_update()).first()
        if person is None:
            stretch.password_key(password, b"\0" * stretch.SALT)  # as long as a real one, so that names cannot be probed
            LOG_INS.labels("unknown").inc()
        elif person.locked_until and person.locked_until > now:
            LOG_INS.labels("locked").inc()
        else:
            try:
                private = boxes.unwrap(person.wrapped_key, stretch.password_key(password, person.salt))
            except CannotOpen:
                LOG_INS.labels("wrong").inc()
                person.wrong_tries += 1
                if person.wrong_tries > FREE_TRIES:
                    person.locked_until = now + min(MOST_WAIT, timedelta(seconds=5 * 2 ** (person.wrong_tries - FREE_TRIES)))
            else:
                LOG_INS.labels("ok").inc()
                person.wrong_tries, person.locked_until = 0, None
                return _new_session(session, person, private, now)
    raise NotSignedIn


def _new_session(session: Session, person: Staff, private: bytes, now: datetime) -> str:
    membership = session.scalars(select(Membership).where(Membership.staff_id == person.id)).first()
    if membership is None:
        raise NotSignedIn
    desk_private = boxes.open_sealed(membership.sealed_key, private)
    token = secrets.token_urlsafe(32)
    session.execute(delete(DeskSession).where(DeskSession.created_at < now - LONGEST))
    session.add(
        DeskSession(
            token_hash=stretch.token_hash(token),
            staff_id=person.id,
            desk_id=membership.desk_id,
            sealed_key=boxes.wrap(desk_private, stretch.token_key(token)),
            csrf=secrets.token_urlsafe(24),
            language="nl",
            created_at=now,
            seen_at=now,
        )
    )
    return token


def who(token: str | None) -> SignedIn:
    """Raises NotSignedIn for an unknown, idle or old session."""
    if not token:
        raise NotSignedIn
    now = datetime.now(UTC)
    with intake() as session:
        row = session.get(DeskSession, stretch.token_hash(token))
        if row is None or row.seen_at < now - IDLE or row.created_at < now - LONGEST:
            raise NotSignedIn
        row.seen_at = now
        person = session.get_one(Staff, row.staff_id)
        return SignedIn(
            staff_id=person.id,
            email=person.email,
            desk_id=row.desk_id,
            private_key=boxes.unwrap(row.sealed_key, stretch.token_key(token)),
            csrf=row.csrf,
            language=row.language,
            one_time=person.one_time,
        )


def sign_out(token: str | None) -> None:
    if token:
        with intake() as session:
            session.execute(delete(DeskSession).where(DeskSession.token_hash == stretch.token_hash(token)))


def set_language(token: str, language: str) -> None:
    with intake() as session:
        if row := session.get(DeskSession, stretch.token_hash(token)):
            row.language = language


def change_password(staff_id: uuid.UUID, old: str, new: str) -> None:
    """The personal key under a new password. Raises NotSignedIn when the old one is wrong."""
    with intake() as session:
        person = session.get_one(Staff, staff_id, with_for_update=True)
        try:
            private = boxes.unwrap(person.wrapped_key, stretch.password_key(old, person.salt))
        except CannotOpen:
            raise NotSignedIn from None
        person.salt = stretch.new_salt()
        person.wrapped_key = boxes.wrap(private, stretch.password_key(new, person.salt))
        person.one_time = False
