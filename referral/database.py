"""The tables as SQLAlchemy sees them, and the two ways in: as intake, and as one desk under row-level security."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Computed, Engine, ForeignKey, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import DateTime

from deploy.base.database import engine
from referral.settings import settings

Moment = DateTime(timezone=True)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Moment, bytes: LargeBinary}  # noqa: RUF012 (SQLAlchemy reads it on the class)


class Desk(Base):
    __tablename__ = "desks"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    municipality: Mapped[str | None]
    public_key: Mapped[bytes]
    key_no: Mapped[int] = mapped_column(default=1)
    ack_days: Mapped[int] = mapped_column(default=2)
    answer_days: Mapped[int] = mapped_column(default=5)
    recovery: Mapped[bytes] = mapped_column(deferred=True)  # the desk role may not read it


class PastKey(Base):
    """A key that a desk had before, sealed to the key it has now, for as long as a case is still sealed to it."""

    __tablename__ = "past_keys"
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    key_no: Mapped[int] = mapped_column(primary_key=True)
    public_key: Mapped[bytes]
    sealed_private: Mapped[bytes]


class Route(Base):
    __tablename__ = "routes"
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[str | None]
    desk_kind: Mapped[str | None]
    municipality: Mapped[str | None]
    topic: Mapped[str | None]
    language: Mapped[str | None]
    urgent: Mapped[bool | None]
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))


class Staff(Base):
    __tablename__ = "staff"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    public_key: Mapped[bytes]
    salt: Mapped[bytes]
    wrapped_key: Mapped[bytes]
    one_time: Mapped[bool]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    wrapped_totp: Mapped[bytes | None]  # under a key made from the private key
    totp_step: Mapped[int] = mapped_column(default=0)  # of the last digits that were taken


class Membership(Base):
    __tablename__ = "memberships"
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    sealed_key: Mapped[bytes]
    role: Mapped[str] = mapped_column(default="officer")
    notify: Mapped[str] = mapped_column(default="digest")


class Webhook(Base):
    __tablename__ = "webhooks"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    url: Mapped[str]
    wrapped_secret: Mapped[bytes]


class DeskSession(Base):
    __tablename__ = "sessions"
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    sealed_key: Mapped[bytes]  # the member's private key under the cookie's token
    csrf: Mapped[str]
    language: Mapped[str] = mapped_column(default="nl")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    second_passed: Mapped[bool] = mapped_column(default=False)
    second_wrong: Mapped[int] = mapped_column(default=0)
    pending_totp: Mapped[bytes | None]  # while it is being set up, under the cookie's token


class RecoveryCode(Base):
    __tablename__ = "recovery_codes"
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(primary_key=True)


class Case(Base):
    """Facts for routing and lists stand in clear; the words and the contact are sealed."""

    __tablename__ = "cases"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    reference: Mapped[str]
    idempotency: Mapped[bytes]
    code: Mapped[bytes]
    code_salt: Mapped[bytes]
    kind: Mapped[str]
    topic: Mapped[str | None]
    desk_kind: Mapped[str | None]
    abuse: Mapped[str | None]
    municipality: Mapped[str | None]
    language: Mapped[str]
    channel: Mapped[str]
    may_contact: Mapped[bool]
    status: Mapped[str] = mapped_column(default="new")
    fresh: Mapped[bool] = mapped_column(Computed("status IN ('new', 'handed_over', 'reopened')", persisted=True))
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    content_version: Mapped[str] = mapped_column(default="")
    key_no: Mapped[int] = mapped_column(default=1)
    routed_by: Mapped[str] = mapped_column(default="")
    desk_key: Mapped[bytes | None]
    worker_key: Mapped[bytes | None]
    sealed_text: Mapped[bytes | None]
    sealed_contact: Mapped[bytes | None]
    contact_key: Mapped[bytes | None]
    filed_at: Mapped[datetime]
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    ack_due: Mapped[datetime | None]
    answer_due: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(Computed("see migration 0007", persisted=True))
    assignee_id: Mapped[uuid.UUID | None]
    waiting_for: Mapped[str | None]
    outcome: Mapped[str | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    labels: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)


class Label(Base):
    """The words that a desk may put on its cases; made by its lead, so that no name of a person becomes one by accident."""

    __tablename__ = "labels"
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class CaseSubject(Base):
    """An employer, agency or address that a case is about: sealed, and found again by a mark that only the desk can make."""

    __tablename__ = "case_subjects"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    mark: Mapped[bytes]
    sealed_name: Mapped[bytes]
    at: Mapped[datetime]


class CaseMessage(Base):
    __tablename__ = "case_messages"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    author: Mapped[str]
    language: Mapped[str]
    sealed_text: Mapped[bytes]
    sealed_dutch: Mapped[bytes | None]  # of a ready reply, for staff
    at: Mapped[datetime]


class WorkerKey(Base):
    """The public half of the key that a running worker has in its memory."""

    __tablename__ = "worker_keys"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    public_key: Mapped[bytes]
    seen_at: Mapped[datetime]


class Delivery(Base):
    """An answer on its way to a phone."""

    __tablename__ = "deliveries"
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_messages.id"), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    key_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(default="waiting")
    at: Mapped[datetime]


class LateNotice(Base):
    """The one message that an answer is late, on its way to a phone."""

    __tablename__ = "late_notices"
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    key_id: Mapped[uuid.UUID | None]
    job_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="waiting")
    at: Mapped[datetime]


class CaseEvent(Base):
    __tablename__ = "case_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime]
    what: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[uuid.UUID | None]


class AuditEvent(Base):
    __tablename__ = "audit_events"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[str]
    staff_id: Mapped[uuid.UUID | None]
    desk_id: Mapped[uuid.UUID | None]
    reference: Mapped[str | None]
    seq: Mapped[int | None]
    hash: Mapped[bytes | None]


class CodeTry(Base):
    __tablename__ = "code_tries"
    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[bytes]
    at: Mapped[datetime]


@lru_cache(maxsize=1)
def _intake() -> Engine:
    return engine(settings().referral_database_url, pool_size=10)


@lru_cache(maxsize=1)
def _desk() -> Engine:
    return engine(settings().referral_desk_database_url, pool_size=10)


@contextmanager
def intake() -> Iterator[Session]:
    """One transaction of the intake role: commits at the end, rolls back on any error."""
    with Session(_intake()) as session, session.begin():
        yield session


@contextmanager
def as_desk(desk_id: uuid.UUID) -> Iterator[Session]:
    """One transaction that sees the cases of this desk and of no other."""
    with Session(_desk()) as session, session.begin():
        session.execute(text("SELECT set_config('app.desk_id', :desk, true)"), {"desk": str(desk_id)})
        yield session


def forget_engines() -> None:
    """For tests that bring their own database."""
    for made in (_intake, _desk):
        if made.cache_info().currsize:
            made().dispose()
        made.cache_clear()
