"""What a worker can do with the code of a case: read it, add to it, withdraw it."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from referral.cases import tries
from referral.cases.schemas import Adding, CodeAndOrigin, Line, Status
from referral.cases.workflow import ADDED, MAY_WITHDRAW, shown_to_worker
from referral.database import Case, CaseEvent, CaseMessage, CaseSubject, Desk, intake
from referral.errors import CannotOpen, NotAllowed, UnknownCode
from referral.forward import late
from referral.norms import service as clock
from referral.notify.service import tell
from referral.partners.tables import Package
from referral.seal import boxes, stretch
from referral.settings import settings

MOST_MESSAGES = 200  # of a worker in one case; a thread is read by people


def _open(session: Session, asked: CodeAndOrigin, *, to_change: bool = False) -> tuple[Case, bytes] | None:
    mark = stretch.lookup(settings().lookup_key, "code", asked.code)
    query = select(Case).where(Case.code == mark, Case.erased_at.is_(None))
    case = session.scalars(query.with_for_update() if to_change else query).first()
    if case is None or case.worker_key is None:
        return None
    try:
        return case, boxes.unwrap(case.worker_key, stretch.stretched(asked.code, case.code_salt))
    except CannotOpen:
        return None


def status(asked: CodeAndOrigin) -> Status:
    """State and messages. Raises UnknownCode, TooManyTries."""
    tries.check(asked.origin)
    with intake() as session:
        opened = _open(session, asked)
        if opened:
            case, key = opened
            desk = session.get_one(Desk, case.desk_id)
            rows = session.scalars(
                select(CaseMessage).where(CaseMessage.case_id == case.id, CaseMessage.author != "note").order_by(CaseMessage.at)
            )
            lines = [Line(from_=m.author, text=boxes.unlock(m.sealed_text, key), language=m.language, at=m.at) for m in rows]
            return Status(
                case=case.reference,
                kind=case.kind,
                status=shown_to_worker(case.status),
                desk=desk.name,
                filed_at=case.filed_at,
                answer_by=case.due_at,
                late=case.due_at is not None and case.due_at < datetime.now(UTC),
                withdrawn=case.status == "withdrawn",
                messages=lines,
            )
    tries.wrong(asked.origin)
    raise UnknownCode


def add(asked: Adding) -> None:
    """More words from the worker. A closed case opens again for the desk to see. Raises UnknownCode, TooManyTries, NotAllowed."""
    tries.check(asked.origin)
    with intake() as session:
        opened = _open(session, asked, to_change=True)
        if opened:
            case, key = opened
            message_id = uuid.uuid5(case.id, asked.once) if asked.once else uuid.uuid4()
            if session.get(CaseMessage, message_id):
                return
            written = select(func.count()).where(CaseMessage.case_id == case.id, CaseMessage.author == "worker")
            if case.status == "withdrawn" or (session.scalar(written) or 0) >= MOST_MESSAGES:
                raise NotAllowed("withdrawn or full")
            now = datetime.now(UTC)
            text = boxes.lock(asked.text, key)
            session.add(CaseMessage(id=message_id, case_id=case.id, author="worker", language=asked.language, sealed_text=text, at=now))
            session.add(CaseEvent(case_id=case.id, at=now, what="worker_added"))
            clock.asked_again(case, session.get_one(Desk, case.desk_id), now)
            if again := ADDED.get(case.status):
                case.status, case.waiting_for, case.outcome = again, None, None
                session.add(CaseEvent(case_id=case.id, at=now, what="status", detail=again))
            case.changed_at = now
            tell(session, "case.added_to", case.desk_id, case.reference)
            return
    tries.wrong(asked.origin)
    raise UnknownCode


def withdraw(asked: CodeAndOrigin) -> None:
    """The worker takes the case back; its words are erased at once. Raises UnknownCode, TooManyTries, NotAllowed."""
    tries.check(asked.origin)
    with intake() as session:
        opened = _open(session, asked, to_change=True)
        if opened:
            case, key = opened
            if case.status not in MAY_WITHDRAW or case.held_at:
                raise NotAllowed(case.status)
            now = datetime.now(UTC)
            late.cancel(session, case.id)
            case.status, case.changed_at = "withdrawn", now
            case.waiting_for = case.outcome = None
            case.sealed_text, case.sealed_contact, case.contact_key = boxes.lock("", key), None, None
            for message in session.scalars(select(CaseMessage).where(CaseMessage.case_id == case.id)):
                session.delete(message)
            session.execute(delete(CaseSubject).where(CaseSubject.case_id == case.id))
            session.execute(update(Package).where(Package.case_id == case.id).values(sealed_file=None))
            session.add(CaseEvent(case_id=case.id, at=now, what="withdrawn"))
            return
    tries.wrong(asked.origin)
    raise UnknownCode
