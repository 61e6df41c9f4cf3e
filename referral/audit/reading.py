"""Reading the audit: checking its chains, their heads, and what a lead sees of the own desk."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, nulls_first, select
from sqlalchemy.orm import Session

from referral.audit.chain import Head, Line, breaks
from referral.audit.service import note
from referral.database import AuditEvent, Staff, intake
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

SHOWN = 200


def _lines(session: Session) -> Iterator[tuple[Line, bytes]]:
    ordered = select(AuditEvent).where(AuditEvent.seq.is_not(None)).order_by(nulls_first(AuditEvent.desk_id), AuditEvent.seq)
    for row in session.scalars(ordered.execution_options(yield_per=1000)):
        yield Line(row.seq or 0, row.at, row.what, row.staff_id, row.desk_id, row.reference), bytes(row.hash or b"")


def verify(kept: Sequence[Head] = ()) -> tuple[int, list[str]]:
    """(lines, what is wrong)."""
    with intake() as session:
        total = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
        wrong = list(breaks(_lines(session), {(head.desk, head.seq): head.hash for head in kept}))
        begun = select(func.min(AuditEvent.at)).where(AuditEvent.seq.is_not(None)).scalar_subquery()
        loose = session.scalar(select(func.count()).where(AuditEvent.seq.is_(None), AuditEvent.at >= begun)) or 0
        return total, wrong + ([f"{loose} lines stand outside every chain"] if loose else [])


def heads() -> list[Head]:
    """The last line of each chain."""
    with intake() as session:
        last = select(AuditEvent.desk_id, func.max(AuditEvent.seq)).where(AuditEvent.seq.is_not(None)).group_by(AuditEvent.desk_id)
        found = []
        for desk, seq in session.execute(last).all():
            same = AuditEvent.desk_id == desk if desk else AuditEvent.desk_id.is_(None)
            digest = session.scalars(select(AuditEvent.hash).where(same, AuditEvent.seq == seq)).one()
            found.append(Head(desk, seq or 0, bytes(digest or b"")))
        return sorted(found, key=lambda head: str(head.desk or ""))


def of_desk(who: SignedIn, reference: str = "") -> Sequence[tuple[AuditEvent, str]]:
    """The last lines of this desk with the e-mail address of who did it, newest first; being read is a line too. Raises Forbidden."""
    require(who.role, "lead")
    query = select(AuditEvent, Staff.email).outerjoin(Staff, Staff.id == AuditEvent.staff_id).where(AuditEvent.desk_id == who.desk_id)
    if reference:
        query = query.where(AuditEvent.reference == reference)
    with intake() as session:
        rows = [(row[0], row[1] or "–") for row in session.execute(query.order_by(AuditEvent.seq.desc()).limit(SHOWN))]
        note(session, "audit_read", staff=who.staff_id, desk=who.desk_id, reference=reference or None)
        session.expunge_all()
        return rows
