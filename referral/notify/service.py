"""Who is told what. Telling is a job in the case's own transaction, inside a savepoint: a case never fails because of it."""

import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import ProcrastinateException
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from deploy.base.logs import logger
from referral.database import Case, Desk, Membership, Staff, Webhook, intake
from referral.norms.days import HERE, is_working_day
from referral.notify import mail
from referral.settings import settings

log = logger(__name__)
Event = Literal["case.received", "case.added_to", "case.handed_over", "case.partner_answered"]
Wish = Literal["new", "digest", "off"]
TELL = "notify:tell"


@lru_cache(maxsize=1)
def _queue() -> App:
    return App(connector=SyncPsycopgConnector())


def tell(session: Session, event: Event, desk: uuid.UUID, reference: str) -> None:
    """Never raises for the queue's sake."""
    try:
        with session.begin_nested():
            connection = session.connection().connection.driver_connection
            _queue().configure_task(TELL, connection=connection).defer(event=event, desk=str(desk), reference=reference)
    except (SQLAlchemyError, ProcrastinateException) as error:
        log.error("nobody is told about a case", case=reference, kind=type(error).__name__)


def receivers(desk: uuid.UUID) -> tuple[str, list[str], list[uuid.UUID]]:
    """(name of the desk, addresses of members who want every new thing, webhooks)."""
    with intake() as session:
        name = session.scalars(select(Desk.name).where(Desk.id == desk)).one()
        wanted = select(Staff.email).join(Membership, Membership.staff_id == Staff.id)
        emails = session.scalars(wanted.where(Membership.desk_id == desk, Membership.notify == "new").order_by(Staff.email))
        return name, list(emails), list(session.scalars(select(Webhook.id).where(Webhook.desk_id == desk)))


def digests(now: datetime | None = None) -> list[tuple[str, str, int, int]]:
    """(address, desk, not looked at, late) for each member who wants mail, of desks with anything to say; nothing on a day off."""
    at = now or datetime.now(UTC)
    if not is_working_day(at.astimezone(HERE).date()):
        return []
    open_cases = (Case.erased_at.is_(None), Case.desk_id == Desk.id)
    fresh = select(func.count()).where(*open_cases, Case.fresh).correlate(Desk).scalar_subquery()
    late = select(func.count()).where(*open_cases, Case.due_at < at).correlate(Desk).scalar_subquery()
    query = select(Staff.email, Desk.name, fresh, late).join(Membership, Membership.staff_id == Staff.id)
    query = query.join(Desk, Desk.id == Membership.desk_id).where(Membership.notify != "off").order_by(Desk.name, Staff.email)
    with intake() as session:
        return [(row[0], row[1], row[2], row[3]) for row in session.execute(query) if row[2] or row[3]]


def send_digest(email: str, desk: str, fresh: int, late: int) -> None:
    """Raises OSError."""
    mail.send(mail.made("digest", email, desk=desk, fresh=fresh, late=late))


def wish_of(staff_id: uuid.UUID, desk_id: uuid.UUID) -> str:
    with intake() as session:
        return session.get_one(Membership, (staff_id, desk_id)).notify


def set_wish(staff_id: uuid.UUID, desk_id: uuid.UUID, wish: Wish) -> None:
    with intake() as session:
        session.get_one(Membership, (staff_id, desk_id)).notify = wish


def mail_is_on() -> bool:
    return bool(settings().referral_smtp_url)
