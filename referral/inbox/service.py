"""What staff do with cases. Everything runs as the desk role, so another desk's case is simply not there."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, load_only

from referral.cases.workflow import step
from referral.database import Case, CaseEvent, CaseMessage, Desk, as_desk
from referral.errors import Malformed, NotAllowed, UnknownCase
from referral.forward.queue import defer_answer
from referral.seal import boxes
from referral.staff.service import SignedIn

PAGE = 50
LONGEST_ANSWER = 1500  # with the line around it, one WhatsApp message


@dataclass(frozen=True)
class OpenCase:
    """A case with its words, as the page shows it."""

    case: Case
    text: str
    lines: list[tuple[CaseMessage, str]]
    events: Sequence[CaseEvent]
    desks: Sequence[Desk]
    can_write_back: bool


def cases(who: SignedIn, status: str = "", kind: str = "", page: int = 1) -> tuple[Sequence[Case], int]:
    """(one page, how many in all), the newest first."""
    with as_desk(who.desk_id) as session:
        query = select(Case)
        if status:
            query = query.where(Case.status == status)
        if kind:
            query = query.where(Case.kind == kind)
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        rows = session.scalars(query.order_by(Case.received_at.desc(), Case.id).limit(PAGE).offset((page - 1) * PAGE)).all()
        session.expunge_all()
        return rows, total


def _get(session: Session, reference: str) -> Case:
    case = session.scalars(select(Case).where(Case.reference == reference)).first()
    if case is None:
        raise UnknownCase
    return case


def _key(case: Case, who: SignedIn) -> bytes:
    if case.desk_key is None:
        raise UnknownCase
    return boxes.open_sealed(case.desk_key, who.private_key)


def read(who: SignedIn, reference: str) -> OpenCase:
    """Opens the case; the first reading stands in its history. Raises UnknownCase."""
    with as_desk(who.desk_id) as session:
        case = _get(session, reference)
        key = _key(case, who)
        session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what="opened", staff_id=who.staff_id))
        session.flush()
        messages = session.scalars(select(CaseMessage).where(CaseMessage.case_id == case.id).order_by(CaseMessage.at)).all()
        events = session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)).all()
        desks = session.scalars(select(Desk).options(load_only(Desk.id, Desk.name)).where(Desk.id != who.desk_id).order_by(Desk.name)).all()
        opened = OpenCase(
            case=case,
            text=boxes.unlock(case.sealed_text, key) if case.sealed_text else "",
            lines=[(m, boxes.unlock(m.sealed_text, key)) for m in messages],
            events=events,
            desks=desks,
            can_write_back=case.contact_key is not None,
        )
        session.expunge_all()
        return opened


def change_status(who: SignedIn, reference: str, wanted: str) -> None:
    """Raises UnknownCase, NotAllowed."""
    with as_desk(who.desk_id) as session:
        case = _get(session, reference)
        _set_status(session, case, step(case.status, wanted), who)


def _set_status(session: Session, case: Case, status: str, who: SignedIn) -> None:
    now = datetime.now(UTC)
    case.status, case.changed_at = status, now
    session.add(CaseEvent(case_id=case.id, at=now, what="status", detail=status, staff_id=who.staff_id))


def write(who: SignedIn, reference: str, words: str, language: str, *, note: bool = False) -> None:
    """An answer for the worker, or a note for the desk only. Raises UnknownCase, Malformed, NotAllowed."""
    words = words.strip()
    if not words or len(words) > LONGEST_ANSWER:
        raise Malformed(f"between 1 and {LONGEST_ANSWER} characters")
    with as_desk(who.desk_id) as session:
        case = _get(session, reference)
        if case.status == "withdrawn":
            raise NotAllowed("withdrawn")
        key, now = _key(case, who), datetime.now(UTC)
        message = CaseMessage(
            id=uuid.uuid4(),
            case_id=case.id,
            author="note" if note else "desk",
            language=language,
            sealed_text=boxes.lock(words, key),
            at=now,
        )
        session.add(message)
        session.add(CaseEvent(case_id=case.id, at=now, what="note" if note else "answered", staff_id=who.staff_id))
        if note:
            return
        if case.status == "new":
            _set_status(session, case, "in_progress", who)
        case.changed_at = now
        if case.contact_key and case.sealed_contact:
            contact_key = boxes.open_sealed(case.contact_key, who.private_key)
            contact = json.loads(boxes.unlock(case.sealed_contact, contact_key))
            session.flush()
            defer_answer(session, message.id, contact["channel"], contact["address"], case.language, case.reference, words)


def hand_over(who: SignedIn, reference: str, receiver: str) -> str:
    """To another desk; its name. The case key is sealed to the receiver, and this desk sees the case no more."""
    with as_desk(who.desk_id) as session:
        case = _get(session, reference)
        if case.status == "withdrawn":
            raise NotAllowed("withdrawn")
        desk = session.scalars(
            select(Desk).options(load_only(Desk.id, Desk.name, Desk.public_key)).where(Desk.id == _uuid(receiver), Desk.id != who.desk_id)
        ).first()
        if desk is None:
            raise Malformed("no such desk")
        sealed = boxes.seal(_key(case, who), desk.public_key)
        contact = boxes.seal(boxes.open_sealed(case.contact_key, who.private_key), desk.public_key) if case.contact_key else None
        session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what="handed_over", detail=desk.name, staff_id=who.staff_id))
        session.flush()
        statement = text("SELECT hand_over(:case, :desk, :key, :contact)")
        session.execute(statement, {"case": case.id, "desk": desk.id, "key": sealed, "contact": contact})
        session.expunge(case)
        return desk.name


def _uuid(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Malformed("no such desk") from None
