"""The clock of a case: when it must be acknowledged and answered, by the norms of its desk."""

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from referral.audit.service import note
from referral.database import Case, Desk, as_desk, intake
from referral.errors import Malformed
from referral.norms.days import due
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

MOST_DAYS = 60


def norms_of(session: Session, desk_id: uuid.UUID) -> Desk:
    """The desk with its two norms (`ack_days`, `answer_days`), as far as the desk role may read it."""
    columns = load_only(Desk.id, Desk.ack_days, Desk.answer_days)
    return session.scalars(select(Desk).options(columns).where(Desk.id == desk_id)).one()


def start(case: Case, desk: Desk, at: datetime) -> None:
    """At arrival, also at another desk: both clocks from now."""
    case.ack_due, case.answer_due = due(at, desk.ack_days), due(at, desk.answer_days)
    case.acknowledged_at = case.answered_at = None


def acknowledged(case: Case, at: datetime) -> None:
    case.acknowledged_at = case.acknowledged_at or at


def answered(case: Case, at: datetime) -> None:
    acknowledged(case, at)
    case.answered_at = case.answered_at or at


def asked_again(case: Case, desk: Desk, at: datetime) -> None:
    """The worker wrote after an answer, so an answer is owed again."""
    if case.answered_at is not None or case.status in ("closed", "reopened"):
        case.answer_due, case.answered_at = due(at, desk.answer_days), None


def overdue(who: SignedIn) -> int:
    """How many cases of the desk are late now."""
    with as_desk(who.desk_id) as session:
        late = select(func.count()).select_from(Case).where(Case.desk_id == who.desk_id, Case.due_at < func.now())
        return session.scalar(late) or 0


def set_norms(who: SignedIn, ack_days: int, answer_days: int) -> None:
    """For cases that come from now on. Raises Forbidden, Malformed."""
    require(who.role, "lead")
    if not 1 <= ack_days <= answer_days <= MOST_DAYS:
        raise Malformed(f"between 1 and {MOST_DAYS} working days, answering not before acknowledging")
    with intake() as session:
        desk = session.get_one(Desk, who.desk_id)
        desk.ack_days, desk.answer_days = ack_days, answer_days
        note(session, "settings_changed", staff=who.staff_id, desk=who.desk_id)
