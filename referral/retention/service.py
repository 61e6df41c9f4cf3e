"""What is erased, and when. The row stays as a tombstone without content or keys, so that counts stay right."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, func, select, text, update

from referral.audit.service import note
from referral.database import Case, CaseEvent, CaseMessage, CaseSubject, intake
from referral.forward import late
from referral.partners.tables import Package
from referral.retention.rules import KEEP

BATCH = 500  # one transaction holds locks on this many cases
NOTHING = dict.fromkeys(("sealed_text", "sealed_contact", "contact_key", "desk_key", "worker_key", "assignee_id"))
# neither the code nor the conversation can be tried on a tombstone
UNLINKED = {name: text("sha256(gen_random_uuid()::text::bytea)") for name in ("code", "idempotency")}


def _due(kind: str, status: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    before = now - KEEP[kind, status]
    return (
        Case.kind == kind, Case.status == status, Case.changed_at < before, Case.erased_at.is_(None), Case.held_at.is_(None),
    )  # fmt: skip


def would_erase(now: datetime | None = None) -> list[tuple[str, str, int]]:
    """(kind, state, how many) of what is past its time at `now`. Nothing is changed."""
    at = now or datetime.now(UTC)
    with intake() as session:
        return [(*key, session.scalar(select(func.count()).where(*_due(*key, at))) or 0) for key in KEEP]


def erase_old(now: datetime | None = None) -> int:
    """Erases the words, keys, contacts and labels of cases past their time; returns how many."""
    at = now or datetime.now(UTC)
    erased = 0
    for kind, status in KEEP:
        while batch := _erase_some(kind, status, at):
            erased += batch
    return erased


def _erase_some(kind: str, status: str, now: datetime) -> int:
    with intake() as session:
        due = select(Case.id, Case.desk_id).where(*_due(kind, status, now)).limit(BATCH).with_for_update(skip_locked=True)
        rows = session.execute(due).all()
        if not rows:
            return 0
        old = [row[0] for row in rows]
        for case in old:
            late.cancel(session, case)
        for table in (CaseMessage, CaseSubject):
            session.execute(delete(table).where(table.case_id.in_(old)))
        session.execute(update(Package).where(Package.case_id.in_(old)).values(sealed_file=None, code=None))
        session.execute(update(Case).where(Case.id.in_(old)).values(**NOTHING, **UNLINKED, labels=[], erased_at=now))
        session.add_all(CaseEvent(case_id=case, at=now, what="erased") for case in old)
        for desk in sorted({row[1] for row in rows}):
            note(session, "cases_erased", desk=desk)
        return len(old)


def tombstones() -> Sequence[tuple[str, str, str, int]]:
    """(month of erasing, kind, state, how many)."""
    month = func.to_char(Case.erased_at, "YYYY-MM")
    query = select(month, Case.kind, Case.status, func.count()).where(Case.erased_at.is_not(None))
    with intake() as session:
        rows = session.execute(query.group_by(month, Case.kind, Case.status).order_by(month, Case.kind, Case.status)).all()
        return [(row[0], row[1], row[2], row[3]) for row in rows]
