"""The second factor: six digits from a telephone that change every half minute (TOTP), and recovery codes for when it is lost.

Secret and codes lie under the member's own key, so they open only with the password; a code is good once.
"""

import hmac
import secrets
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import DeskSession, RecoveryCode, Staff, intake
from referral.errors import Forbidden
from referral.seal import boxes, stretch
from referral.staff.sessions import SignedIn, personal_key

STEP = 30  # seconds
AROUND = (-1, 0, 1)  # clocks of telephones are a little off
CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
MOST_WRONG = 5  # in one session; then one logs in again, which has its own brake


def address(secret: str, email: str) -> str:
    """What the telephone reads from the square."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Wegwijzer")


def pending(who: SignedIn, token: str) -> str:
    """The secret that is being set up in this session; made at the first look. Raises Forbidden when there is one in use."""
    with intake() as session:
        row = session.get_one(DeskSession, who.session, with_for_update=True)
        if session.get_one(Staff, who.staff_id).wrapped_totp:
            raise Forbidden("there is one already")
        if row.pending_totp is None:
            row.pending_totp = boxes.wrap(pyotp.random_base32().encode(), stretch.token_key(token))
        return boxes.unwrap(row.pending_totp, stretch.token_key(token)).decode()


def enrol(who: SignedIn, token: str, digits: str) -> Sequence[str] | None:
    """The recovery codes, shown once; None when the digits are not right. Every other session ends."""
    secret = pending(who, token)
    step = _step(secret, digits, 0)
    if step is None:
        return None
    with intake() as session:
        row, person = session.get_one(DeskSession, who.session), session.get_one(Staff, who.staff_id, with_for_update=True)
        private = personal_key(row, token)
        person.wrapped_totp, person.totp_step = boxes.wrap(secret.encode(), stretch.subkey(private, "totp")), step
        row.second_passed, row.pending_totp = True, None
        session.execute(delete(DeskSession).where(DeskSession.staff_id == person.id, DeskSession.token_hash != row.token_hash))
        codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]
        session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == person.id))
        session.add_all(RecoveryCode(staff_id=person.id, mark=_mark(private, code)) for code in codes)
        note(session, "second_factor", staff=person.id, desk=who.desk_id)
        return codes


def check(who: SignedIn, token: str, given: str) -> bool:
    """Six digits or a recovery code. After five wrong ones the session is gone."""
    with intake() as session:
        row = session.get_one(DeskSession, who.session, with_for_update=True)
        person = session.get_one(Staff, who.staff_id, with_for_update=True)
        private = personal_key(row, token)
        if _digits_fit(person, private, given) or _recovery_fits(session, person.id, private, given):
            row.second_passed, row.second_wrong = True, 0
            return True
        row.second_wrong += 1
        note(session, "wrong_password", staff=person.id)
        if row.second_wrong >= MOST_WRONG:
            session.delete(row)
        return False


def _digits_fit(person: Staff, private: bytes, given: str) -> bool:
    if person.wrapped_totp is None:
        return False
    secret = boxes.unwrap(person.wrapped_totp, stretch.subkey(private, "totp")).decode()
    step = _step(secret, given, person.totp_step)
    if step is not None:
        person.totp_step = step
    return step is not None


def _step(secret: str, digits: str, after: int) -> int | None:
    """The half minute that the digits belong to, if that is now and later than `after`: the same digits are not taken twice."""
    now, given = int(datetime.now(UTC).timestamp()) // STEP, "".join(digits.split())
    for step in (now + offset for offset in AROUND):
        if step > after and hmac.compare_digest(pyotp.TOTP(secret).at(step * STEP).encode(), given.encode()):
            return step
    return None


def _recovery_fits(session: Session, staff_id: uuid.UUID, private: bytes, given: str) -> bool:
    mark = _mark(private, "".join(given.split()).lower())
    mine = delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id, RecoveryCode.mark == mark)
    return bool(session.scalars(mine.returning(RecoveryCode.mark)).all())


def left(who: SignedIn) -> int:
    """How many recovery codes are still good."""
    with intake() as session:
        return len(session.scalars(select(RecoveryCode.mark).where(RecoveryCode.staff_id == who.staff_id)).all())


def _mark(private: bytes, code: str) -> bytes:
    return stretch.lookup(stretch.subkey(private, "recovery"), "code", code)
