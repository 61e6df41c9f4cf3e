"""What is erased, and when. A table; the row stays as a tombstone without content, so that counts stay right."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update

from referral.database import Case, CaseEvent, CaseMessage, CaseSubject, intake

KEEP = {"closed": timedelta(days=90), "withdrawn": timedelta(days=7)}


BATCH = 500  # one transaction holds locks on this many cases


def erase_old(now: datetime | None = None) -> int:
    """Erases the words, keys and contacts of cases past their time; returns how many."""
    now = now or datetime.now(UTC)
    erased = 0
    for status, time in KEEP.items():
        while batch := _erase_some(status, now - time, now):
            erased += batch
    return erased


def _erase_some(status: str, before: datetime, now: datetime) -> int:
    with intake() as session:
        due = select(Case.id).where(Case.status == status, Case.changed_at < before, Case.erased_at.is_(None))
        old = session.scalars(due.limit(BATCH).with_for_update(skip_locked=True)).all()
        session.execute(delete(CaseMessage).where(CaseMessage.case_id.in_(old)))
        session.execute(delete(CaseSubject).where(CaseSubject.case_id.in_(old)))
        emptied = dict.fromkeys(("sealed_text", "sealed_contact", "contact_key", "desk_key", "worker_key"))
        session.execute(update(Case).where(Case.id.in_(old)).values(**emptied, erased_at=now))
        session.add_all(CaseEvent(case_id=case, at=now, what="erased") for case in old)
        return len(old)
