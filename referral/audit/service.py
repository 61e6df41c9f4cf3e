"""One line for everything that somebody should be able to look up later. Never words of a case."""

import uuid
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy.orm import Session

from referral.database import AuditEvent

What = Literal[
    "logged_in", "wrong_password", "logged_out", "password_changed", "desk_created", "member_added",
    "case_read", "case_refused", "case_answered", "case_noted", "case_status", "case_handed_over",
    "case_assigned", "case_changed", "settings_changed", "rules_changed",
    "member_removed", "member_reset", "member_role", "key_changed", "key_change_done",
]  # fmt: skip


def note(
    session: Session, what: What, *, staff: uuid.UUID | None = None, desk: uuid.UUID | None = None, reference: str | None = None
) -> None:
    """In the transaction of `session`: the act and its line are there together or not at all."""
    session.add(AuditEvent(id=uuid.uuid4(), at=datetime.now(UTC), what=what, staff_id=staff, desk_id=desk, reference=reference))
