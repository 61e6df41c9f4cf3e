"""The frame of every change to a case: the right to do it, one transaction as the desk, a lock on the case, a line in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from referral.audit import service as audit
from referral.cases.workflow import Given, step
from referral.database import Case, CaseEvent, as_desk
from referral.inbox.service import find
from referral.norms import service as clock
from referral.staff.roles import require
from referral.staff.sessions import SignedIn


@contextmanager
def acting(who: SignedIn, reference: str, what: audit.What) -> Iterator[tuple[Session, Case]]:
    """Raises Forbidden, UnknownCase, NotAllowed (erased)."""
    require(who.role, "work")
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference, to_change=True)
        yield session, case
        audit.note(session, what, staff=who.staff_id, desk=who.desk_id, reference=reference)


def remember(session: Session, case: Case, what: str, who: SignedIn, detail: str = "") -> None:
    """A line in the history of the case. `detail`: names of states, desks and labels only."""
    session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what=what, detail=detail, staff_id=who.staff_id))


def go_to(session: Session, case: Case, wanted: str, who: SignedIn, given: Given | None = None) -> None:
    """Raises NotAllowed, Malformed."""
    given = given or Given()
    case.status, case.changed_at = step(case.status, wanted, given), datetime.now(UTC)
    clock.acknowledged(case, case.changed_at)
    case.waiting_for, case.outcome = given.waiting_for or None, given.outcome or None
    detail = "/".join(filter(None, (case.status, given.waiting_for, given.outcome)))
    remember(session, case, "status", who, detail)
