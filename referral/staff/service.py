"""People of a desk: a personal key pair under the password, and the keys of desks they were given."""

import secrets
import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import DeskSession, RecoveryCode, Staff, intake
from referral.errors import CannotOpen, NotSignedIn
from referral.seal import boxes, stretch
from referral.settings import settings

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200


def one_time_password() -> str:
    """Four groups that can be read over the phone."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def create(session: Session, email: str, password: str) -> Staff:
    """A new person, whose one-time password is `password`."""
    private, public = boxes.new_pair()
    person = Staff(id=uuid.uuid4(), email=email.strip().lower(), public_key=public, one_time=True)
    _set_password(person, private, password)
    session.add(person)
    session.flush()
    return person


def by_email(session: Session, email: str, *, to_change: bool = False) -> Staff | None:
    if "\0" in email:  # PostgreSQL refuses it in a text
        return None
    query = select(Staff).where(Staff.email == email.strip().lower())
    return session.scalars(query.with_for_update() if to_change else query).first()


def open_key(person: Staff, password: str) -> bytes:
    """The personal private key. Raises CannotOpen for a wrong password."""
    return boxes.unwrap(person.wrapped_key, stretch.stretched(password, person.salt))


def change_password(staff_id: uuid.UUID, old: str, new: str, this_session: bytes) -> None:
    """The personal key under a new password; every other session ends. Raises NotSignedIn when the old one is wrong."""
    with intake() as session:
        person = session.get_one(Staff, staff_id, with_for_update=True)
        try:
            private = open_key(person, old)
        except CannotOpen:
            raise NotSignedIn from None
        _set_password(person, private, new)
        person.one_time = False
        session.execute(delete(DeskSession).where(DeskSession.staff_id == staff_id, DeskSession.token_hash != this_session))
        note(session, "password_changed", staff=staff_id)


def start_again(session: Session, person: Staff, password: str) -> None:
    """A new personal key under a one-time password; everything that the old key opened must be given again. Sessions end."""
    private, person.public_key = boxes.new_pair()
    person.one_time, person.wrong_tries, person.locked_until = True, 0, None
    person.wrapped_totp, person.totp_step = None, 0
    _set_password(person, private, password)
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == person.id))
    session.execute(delete(DeskSession).where(DeskSession.staff_id == person.id))
    note(session, "member_reset", staff=person.id)


def _set_password(person: Staff, private: bytes, password: str) -> None:
    person.salt = stretch.new_salt(settings().password_cost)
    person.wrapped_key = boxes.wrap(private, stretch.stretched(password, person.salt))
