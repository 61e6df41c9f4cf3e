"""Opening a case: its words, its messages, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import load_only

from referral.audit import service as audit
from referral.database import Case, CaseEvent, CaseMessage, Desk, as_desk, intake
from referral.inbox.service import case_key, find
from referral.inbox.subjects import Related, related
from referral.routing import service as routing
from referral.seal import boxes
from referral.staff.sessions import SignedIn


@dataclass(frozen=True)
class OpenCase:
    """A case with its words, as the page shows it."""

    case: Case
    text: str
    lines: list[tuple[CaseMessage, str, str]]  # message, its words, the Dutch of a ready reply
    events: Sequence[CaseEvent]
    desks: Sequence[Desk]
    can_write_back: bool
    related: Sequence[Related]


def _words(message: CaseMessage, key: bytes) -> tuple[str, str]:
    return boxes.unlock(message.sealed_text, key), boxes.unlock(message.sealed_dutch, key) if message.sealed_dutch else ""


def why_here(who: SignedIn, reference: str) -> tuple[str, list[tuple[str, str, tuple[str, ...]]]]:
    """(the rule of then, what the rules of now say one by one). Raises UnknownCase, also for another desk's case."""
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference)
        facts, then = routing.facts_of(case), case.routed_by
    with intake() as session:
        return then, routing.explain(session, facts)


def read(who: SignedIn, reference: str) -> OpenCase:
    """Opens the case. A person's first reading stands in its history, every reading in the audit. Raises UnknownCase."""
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference)
        key = case_key(case, who) if case.desk_key else None
        of_case = select(CaseEvent).where(CaseEvent.case_id == case.id)
        if not session.scalars(of_case.where(CaseEvent.what == "opened", CaseEvent.staff_id == who.staff_id)).first():
            session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what="opened", staff_id=who.staff_id))
            session.flush()
        messages = session.scalars(select(CaseMessage).where(CaseMessage.case_id == case.id).order_by(CaseMessage.at)).all()
        others = select(Desk).options(load_only(Desk.id, Desk.name)).where(Desk.id != who.desk_id).order_by(Desk.name)
        opened = OpenCase(
            case=case,
            text=boxes.unlock(case.sealed_text, key) if case.sealed_text and key else "",
            lines=[
                (m, boxes.unlock(m.sealed_text, key), boxes.unlock(m.sealed_dutch, key) if m.sealed_dutch else "") for m in messages if key
            ],
            events=session.scalars(of_case.order_by(CaseEvent.id)).all(),
            desks=session.scalars(others).all(),
            can_write_back=case.contact_key is not None,
            related=related(session, case, who) if key else (),
        )
        audit.note(session, "case_read", staff=who.staff_id, desk=who.desk_id, reference=reference)
        session.expunge_all()
        return opened
