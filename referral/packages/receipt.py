"""The partner's side: with the code from the package he confirms it, once, and tells later how it goes. The desk reads that in the case."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.audit import service as audit
from referral.database import Case, CaseEvent, Desk, intake
from referral.errors import UnknownCode
from referral.norms import service as clock
from referral.notify.service import tell
from referral.packages.states import STEPS, State, is_over, step
from referral.partners.tables import Package, Partner
from referral.seal import stretch
from referral.settings import settings

VALID = timedelta(days=180)


@dataclass(frozen=True)
class Receipt:
    """What the partner sees: nothing of the case."""

    number: str
    partner: str
    desk: str
    state: str
    next: tuple[State, ...]


def mark(code: str) -> bytes:
    """Read from paper or copied: spaces, hyphens and small letters do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return stretch.lookup(settings().lookup_key, "receipt", plain)


def look(code: str) -> Receipt:
    """Raises UnknownCode: never given, used up, too old, or the case is erased."""
    with intake() as session:
        package, _ = _find(session, code)
        return _shown(session, package)


def tell_desk(code: str, wanted: str) -> Receipt:
    """Raises UnknownCode, NotAllowed (also for confirming twice)."""
    with intake() as session:
        package, case = _find(session, code)
        now = datetime.now(UTC)
        package.state, package.state_at = step(package.state, wanted), now
        session.add(CaseEvent(case_id=case.id, at=now, what="partner_says", detail=f"{package.state}/{package.number}"))
        if is_over(package.state):
            package.code = None
            _back_to_work(session, case, now)
        shown = _shown(session, package)
        tell(session, "case.partner_answered", case.desk_id, case.reference)
        audit.note(session, "partner_answered", desk=case.desk_id, reference=case.reference)
        return shown


def _find(session: Session, code: str) -> tuple[Package, Case]:
    package = session.scalars(select(Package).where(Package.code == mark(code))).first()
    if package is None:
        raise UnknownCode
    # the case first, as staff lock it; then what the package says now
    case = session.get_one(Case, package.case_id, with_for_update=True)
    session.refresh(package, with_for_update=True)
    if case.erased_at or package.code is None or package.made_at < datetime.now(UTC) - VALID:
        raise UnknownCode
    return package, case


def _back_to_work(session: Session, case: Case, now: datetime) -> None:
    if (case.status, case.waiting_for) != ("waiting", "partner"):
        return
    clock.asked_again(case, session.get_one(Desk, case.desk_id), now)
    case.status, case.waiting_for, case.changed_at = "in_progress", None, now
    session.add(CaseEvent(case_id=case.id, at=now, what="status", detail=case.status))


def _shown(session: Session, package: Package) -> Receipt:
    case = session.get_one(Case, package.case_id)
    partner, desk = session.get_one(Partner, package.partner_id), session.get_one(Desk, case.desk_id)
    following = next((names for state, names in STEPS.items() if state == package.state), ())
    return Receipt(package.number, partner.name, desk.name, package.state, following)
