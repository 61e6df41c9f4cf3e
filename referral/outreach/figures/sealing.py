"""Signals when the key of their desk changes: sealed anew like the cases, and the key of before stays until that is done."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.outreach.tables import Signal
from referral.seal import boxes
from referral.staff.sessions import SignedIn


def seal_anew(session: Session, who: SignedIn, most: int) -> int:
    """Up to `most` of them in the transaction of `session` (`as_desk`); how many it did."""
    old = select(Signal).where(Signal.key_no < who.key_no).limit(most).with_for_update(skip_locked=True)
    rows = session.scalars(old).all()
    for row in rows:
        plain = boxes.open_sealed(row.sealed, who.opens(row.key_no))
        row.sealed, row.key_no = boxes.seal(plain, boxes.public_of(who.private_key)), who.key_no
    return len(rows)


def waits(session: Session, who: SignedIn) -> bool:
    """Whether a signal is still sealed to a key of before."""
    return session.scalars(select(Signal.id).where(Signal.desk_id == who.desk_id, Signal.key_no < who.key_no).limit(1)).first() is not None
