"""What staff see of cases. Everything runs as the desk role, so another desk's case is simply not there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from deploy.base.logs import logger
from referral.audit import service as audit
from referral.database import Case, CaseEvent, CaseMessage, Desk, as_desk
from referral.errors import NotAllowed, UnknownCase
from referral.metrics import REFUSED
from referral.seal import boxes
from referral.staff.sessions import SignedIn

log = logger(__name__)
PAGE = 50
REFERENCE = re.compile(r"[RD]-[A-Z0-9]{4,8}")


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
    """(one page, how many in all): what nobody looked at yet first, then the newest."""
    with as_desk(who.desk_id) as session:
        query = select(Case).where(Case.desk_id == who.desk_id)
        if status:
            query = query.where(Case.status == status)
        if kind:
            query = query.where(Case.kind == kind)
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        ordered = query.order_by(Case.fresh.desc(), Case.received_at.desc(), Case.id)
        rows = session.scalars(ordered.limit(PAGE).offset((page - 1) * PAGE)).all()
        session.expunge_all()
        return rows, total


def find(session: Session, who: SignedIn, reference: str, *, to_change: bool = False) -> Case:
    """Raises UnknownCase, also for another desk's case: a page does not tell the two apart; NotAllowed to change an erased one."""
    query = select(Case).where(Case.reference == reference)
    case = session.scalars(query.with_for_update() if to_change else query).first() if REFERENCE.fullmatch(reference) else None
    if case is None:
        raise UnknownCase
    if to_change and case.erased_at:
        raise NotAllowed("erased")
    return case


def refused(who: SignedIn, reference: str) -> None:
    """A case that is not this desk's was asked for. In a transaction of its own: the one that found nothing is rolled back."""
    REFUSED.labels("not_this_desk").inc()
    known = reference if REFERENCE.fullmatch(reference) else None
    log.warning("case not found for this desk", case=known, desk=str(who.desk_id), staff=str(who.staff_id))
    with as_desk(who.desk_id) as session:
        audit.note(session, "case_refused", staff=who.staff_id, desk=who.desk_id, reference=known)


def case_key(case: Case, who: SignedIn) -> bytes:
    """Raises UnknownCase when the content was erased."""
    if case.desk_key is None:
        raise UnknownCase
    return boxes.open_sealed(case.desk_key, who.private_key)


def read(who: SignedIn, reference: str) -> OpenCase:
    """Opens the case. A person's first reading stands in its history, every reading in the audit. Raises UnknownCase."""
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference)
        key = case_key(case, who) if case.desk_key else None
        audit.note(session, "case_read", staff=who.staff_id, desk=who.desk_id, reference=reference)
        of_case = select(CaseEvent).where(CaseEvent.case_id == case.id)
        if not session.scalars(of_case.where(CaseEvent.what == "opened", CaseEvent.staff_id == who.staff_id)).first():
            session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what="opened", staff_id=who.staff_id))
            session.flush()
        messages = session.scalars(select(CaseMessage).where(CaseMessage.case_id == case.id).order_by(CaseMessage.at)).all()
        others = select(Desk).options(load_only(Desk.id, Desk.name)).where(Desk.id != who.desk_id).order_by(Desk.name)
        opened = OpenCase(
            case=case,
            text=boxes.unlock(case.sealed_text, key) if case.sealed_text and key else "",
            lines=[(m, boxes.unlock(m.sealed_text, key)) for m in messages if key],
            events=session.scalars(of_case.order_by(CaseEvent.id)).all(),
            desks=session.scalars(others).all(),
            can_write_back=case.contact_key is not None,
        )
        session.flush()
        session.expunge_all()
        return opened
