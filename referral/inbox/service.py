"""What staff see of cases. Everything runs as the desk role, so another desk's case is simply not there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from deploy.base.logs import logger
from referral.audit import service as audit
from referral.database import Case, as_desk
from referral.errors import NotAllowed, UnknownCase
from referral.metrics import REFUSED
from referral.seal import boxes
from referral.staff.sessions import SignedIn

log = logger(__name__)
PAGE = 50
REFERENCE = re.compile(r"[RD]-[A-Z0-9]{4,8}")


@dataclass(frozen=True)
class Filter:
    """Which cases of the list. `whose`: mine, nobody, or nothing for all; `label`: one label; `urgent`, `late`: only those."""

    status: str = ""
    kind: str = ""
    whose: str = ""
    label: str = ""
    urgent: bool = False
    late: bool = False

    def of(self, who: SignedIn) -> list[SQLColumnExpression[bool]]:
        wanted = {
            "status": Case.status == self.status,
            "kind": Case.kind == self.kind,
            "whose": Case.assignee_id == who.staff_id if self.whose == "mine" else Case.assignee_id.is_(None),
            "label": Case.labels.contains([self.label]),
            "urgent": Case.urgent,
            "late": Case.due_at < func.now(),
        }
        return [condition for name, condition in wanted.items() if getattr(self, name)]


def cases(who: SignedIn, only: Filter = Filter(), page: int = 1) -> tuple[Sequence[Case], int]:
    """(one page, how many in all): what nobody looked at yet first, then what is urgent, then the newest."""
    with as_desk(who.desk_id) as session:
        query = select(Case).where(Case.desk_id == who.desk_id, *only.of(who))
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        newest = (Case.fresh.desc(), Case.urgent.desc(), Case.received_at.desc(), Case.id)
        ordered = query.order_by(*((Case.due_at, Case.id) if only.late else newest))
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
    return boxes.open_sealed(case.desk_key, who.opens(case.key_no))
