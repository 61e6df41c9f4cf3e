"""What a key figure tells: a remark on a text, for the editors, and a signal, for the desk. Neither says who told it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.languages import LANGUAGES
from content.live import catalogue
from referral.database import Desk, as_desk, intake
from referral.desks.keys import hold_key
from referral.errors import Malformed, UnknownCase
from referral.outreach.calendar import today
from referral.outreach.tables import Remark, Signal
from referral.outreach.wrap import unwrapped, wrapped
from referral.seal import boxes
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

What = Literal["unclear", "wrong", "missing"]
WHATS: tuple[What, ...] = get_args(What)
LONGEST_REMARK, LONGEST_SIGNAL = 500, 2_000  # characters


@dataclass(frozen=True)
class Heard:
    """A signal as the desk reads it. No time finer than the day, and nobody's name."""

    id: uuid.UUID
    day: date
    language: str
    words: str
    seen: bool


@dataclass(frozen=True)
class Noted:
    """A remark as the editors read it."""

    id: int
    day: date
    what: str
    topic: str | None
    language: str
    words: str


def remark(what: str, topic: str | None, language: str, words: str) -> None:
    """Raises Malformed."""
    words = words.replace("\0", "").strip()
    if (
        language not in LANGUAGES
        or what not in WHATS
        or len(words) > LONGEST_REMARK
        or (topic is not None and topic not in catalogue().topics)
    ):
        raise Malformed("what, a topic, and few words")
    with intake() as session:
        kept = wrapped({"words": words}) if words else None
        session.add(Remark(day=today(), what=what, topic=topic, language=language, wrapped_words=kept))


def remarks(*, done: bool = False) -> Sequence[Noted]:
    """The oldest first."""
    with intake() as session:
        rows = session.scalars(select(Remark).where(Remark.done == done).order_by(Remark.id))
        return [
            Noted(r.id, r.day, r.what, r.topic, r.language, unwrapped(r.wrapped_words)["words"] if r.wrapped_words else "") for r in rows
        ]


def finish(number: int) -> None:
    """Raises UnknownCase."""
    with intake() as session:
        row = session.get(Remark, number)
        if row is None:
            raise UnknownCase
        row.done = True


def signal(desk_id: uuid.UUID, language: str, words: str) -> None:
    """Sealed to the desk at once; no case, no code. Raises Malformed."""
    words = words.replace("\0", "").strip()
    if not 0 < len(words) <= LONGEST_SIGNAL:
        raise Malformed("some words, not too many")
    with intake() as session:
        desk = session.get_one(Desk, desk_id)
        hold_key(session, desk)
        sealed = boxes.seal(boxes.pad(words.encode()), desk.public_key)
        session.add(Signal(id=uuid.uuid4(), desk_id=desk_id, day=today(), language=language, key_no=desk.key_no, sealed=sealed))


def signals(who: SignedIn) -> Sequence[Heard]:
    """New ones first. Raises Forbidden."""
    require(who.role, "read")
    with as_desk(who.desk_id) as session:
        rows = session.scalars(select(Signal).order_by(Signal.seen, Signal.day.desc(), Signal.id))
        return [Heard(r.id, r.day, r.language, _open(r, who), r.seen) for r in rows]


def unseen(who: SignedIn) -> int:
    with as_desk(who.desk_id) as session:
        return session.scalar(select(func.count()).where(Signal.seen.is_(False))) or 0


def see(who: SignedIn, which: uuid.UUID) -> None:
    """Somebody has dealt with it. Raises Forbidden, UnknownCase."""
    require(who.role, "work")
    with as_desk(who.desk_id) as session:
        _of_desk(session, which).seen = True


def erase(who: SignedIn, which: uuid.UUID) -> None:
    """Raises Forbidden, UnknownCase."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        session.delete(_of_desk(session, which))


def _of_desk(session: Session, which: uuid.UUID) -> Signal:
    row = session.get(Signal, which)
    if row is None:
        raise UnknownCase
    return row


def _open(row: Signal, who: SignedIn) -> str:
    return boxes.unpad(boxes.open_sealed(row.sealed, who.opens(row.key_no))).decode()
