"""What staff do with a case: states, answers, notes, handing over. One transaction each, under a lock on the case."""

import json
import uuid
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session, load_only

from referral.audit import service as audit
from referral.cases.workflow import ANSWERED, step
from referral.database import Case, CaseEvent, CaseMessage, Desk, as_desk
from referral.errors import Malformed, NotAllowed, UnknownCase
from referral.forward.queue import defer_answer
from referral.inbox.service import case_key, find
from referral.seal import boxes
from referral.staff.sessions import SignedIn

LONGEST_ANSWER = 1500  # with the line around it, one WhatsApp message


def change_status(who: SignedIn, reference: str, wanted: str) -> None:
    """Raises UnknownCase, NotAllowed. Handing over is not a mere change of word: see hand_over."""
    if wanted == "handed_over":
        raise NotAllowed(wanted)
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference, to_change=True)
        _set_status(session, case, step(case.status, wanted), who)
        audit.note(session, "case_status", staff=who.staff_id, desk=who.desk_id, reference=reference)


def _set_status(session: Session, case: Case, status: str, who: SignedIn) -> None:
    now = datetime.now(UTC)
    case.status, case.changed_at = status, now
    session.add(CaseEvent(case_id=case.id, at=now, what="status", detail=status, staff_id=who.staff_id))


def write(who: SignedIn, reference: str, words: str, language: str, *, note: bool = False) -> None:
    """An answer for the worker, or a note for the desk only. Raises UnknownCase, Malformed, NotAllowed."""
    words = words.strip().replace("\r\n", "\n")
    if not words or len(words) > LONGEST_ANSWER:
        raise Malformed(f"between 1 and {LONGEST_ANSWER} characters")
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference, to_change=True)
        if case.status == "withdrawn":
            raise NotAllowed("withdrawn")
        now, author = datetime.now(UTC), "note" if note else "desk"
        sealed = boxes.lock(words, case_key(case, who))
        message = CaseMessage(id=uuid.uuid4(), case_id=case.id, author=author, language=language, sealed_text=sealed, at=now)
        session.add(message)
        session.add(CaseEvent(case_id=case.id, at=now, what="note" if note else "answered", staff_id=who.staff_id))
        audit.note(session, "case_noted" if note else "case_answered", staff=who.staff_id, desk=who.desk_id, reference=reference)
        if note:
            return
        if begun := ANSWERED.get(case.status):
            _set_status(session, case, begun, who)
        case.changed_at = now
        session.flush()
        _carry(session, case, message, words, who)


def _carry(session: Session, case: Case, message: CaseMessage, words: str, who: SignedIn) -> None:
    """To the phone of a worker who left a contact. Without one he comes to read it with his code."""
    if case.contact_key and case.sealed_contact:
        key = boxes.open_sealed(case.contact_key, who.private_key)
        contact = json.loads(boxes.unlock(case.sealed_contact, key))
        content = {
            "id": str(message.id), "channel": contact["channel"], "address": contact["address"], "language": case.language,
            "case": case.reference, "text": words, "text_language": message.language,
        }  # fmt: skip
        defer_answer(session, content)


def hand_over(who: SignedIn, reference: str, receiver: str) -> None:
    """To another desk: the case key is sealed to it, and this desk sees the case no more. Raises UnknownCase, Malformed, NotAllowed."""
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference, to_change=True)
        step(case.status, "handed_over")
        columns = load_only(Desk.id, Desk.name, Desk.public_key)
        desk = session.scalars(select(Desk).options(columns).where(Desk.id == _uuid(receiver), Desk.id != who.desk_id)).first()
        if desk is None:
            raise Malformed("no such desk")
        sealed = boxes.seal(case_key(case, who), desk.public_key)
        contact = boxes.seal(boxes.open_sealed(case.contact_key, who.private_key), desk.public_key) if case.contact_key else None
        session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what="handed_over", detail=desk.name, staff_id=who.staff_id))
        audit.note(session, "case_handed_over", staff=who.staff_id, desk=who.desk_id, reference=reference)
        session.flush()
        statement = text("SELECT hand_over(:case, :desk, :key, :contact)")
        given = session.scalar(statement, {"case": case.id, "desk": desk.id, "key": sealed, "contact": contact})
        if not given:
            raise UnknownCase
        session.expunge(case)


def _uuid(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Malformed("no such desk") from None
