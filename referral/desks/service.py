"""Making a desk: its key pair, its recovery key (shown once), its rules."""

import base64
import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import Desk, Membership, Route, Staff
from referral.errors import CannotOpen
from referral.seal import boxes
from referral.staff.roles import Role


def create(session: Session, name: str, municipality: str | None, kinds: Sequence[str] = ()) -> tuple[Desk, bytes, str]:
    """(desk, its private key, the recovery key to print once). `kinds`: desk kinds it takes; empty = all of its municipality."""
    private, public = boxes.new_pair()
    recovery = boxes.new_key()
    desk = Desk(id=uuid.uuid4(), name=name, municipality=municipality, public_key=public, recovery=boxes.wrap(private, recovery))
    session.add(desk)
    session.flush()
    if municipality:
        for position, kind in enumerate(kinds or [None]):
            session.add(Route(position=100 + position, kind=None, desk_kind=kind, municipality=municipality, desk_id=desk.id))
    note(session, "desk_created", desk=desk.id)
    return desk, private, printed(recovery)


def printed(key: bytes) -> str:
    """Groups of four letters and digits, to be written down."""
    text = base64.b32encode(key).decode().rstrip("=")
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def from_print(text: str) -> bytes:
    """Raises CannotOpen for something that is no recovery key."""
    letters = text.replace("-", "").replace(" ", "").strip().upper()
    try:
        return base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise CannotOpen from None


def recovered(desk: Desk, recovery_key: str) -> bytes:
    """The desk's private key, with the recovery key that was printed when the desk was made. Raises CannotOpen."""
    return boxes.unwrap(desk.recovery, from_print(recovery_key))


def by_name(session: Session, name: str) -> Desk | None:
    return session.scalars(select(Desk).where(Desk.name == name)).first()


def give_access(session: Session, desk: Desk, private: bytes, person: Staff, role: Role = "officer") -> None:
    """The desk's private key, sealed to one more person. Only somebody who has it can give it."""
    sealed = boxes.seal(private, person.public_key)
    session.add(Membership(staff_id=person.id, desk_id=desk.id, sealed_key=sealed, role=role))
    note(session, "member_added", desk=desk.id, staff=person.id)
