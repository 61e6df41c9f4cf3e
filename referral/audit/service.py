"""One line for everything that somebody should be able to look up later. Never words of a case. Lines are chained: see chain.py."""

import uuid
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import text
from sqlalchemy.orm import Session

from referral.audit.chain import START, Line, digest
from referral.database import AuditEvent

What = Literal[
    "logged_in", "wrong_password", "logged_out", "password_changed", "desk_created", "member_added",
    "case_read", "case_refused", "case_answered", "case_noted", "case_status", "case_handed_over",
    "case_assigned", "case_changed", "settings_changed", "rules_changed",
    "member_removed", "member_reset", "member_role", "key_changed", "key_change_done",
    "case_held", "case_released", "cases_erased", "audit_read", "second_factor", "exported",
    "case_sent", "partner_answered",
    "figure_invited", "figure_renewed", "figure_revoked", "figure_removed",
    "campaign_made", "campaign_ended",
    "token_made", "token_used", "token_revoked",
]  # fmt: skip


def note(
    session: Session, what: What, *, staff: uuid.UUID | None = None, desk: uuid.UUID | None = None, reference: str | None = None
) -> None:
    """In the transaction of `session`: the act and its line are there together or not at all.

    Lines of one desk wait for each other until the transaction ends, so call this last.
    """
    session.flush()
    head = session.execute(text("SELECT seq, hash FROM audit_head(:desk)"), {"desk": desk}).one_or_none()
    seq, before = (head[0] + 1, bytes(head[1])) if head else (1, START)
    line = Line(seq, datetime.now(UTC), what, staff, desk, reference)
    session.add(
        AuditEvent(
            id=uuid.uuid4(), at=line.at, what=what, staff_id=staff, desk_id=desk, reference=reference, seq=seq, hash=digest(line, before)
        )
    )
    session.flush()
