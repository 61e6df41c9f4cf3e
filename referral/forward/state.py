"""How far an answer is on its way to the phone."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import update

from referral.database import CaseEvent, Delivery, intake


def still_wanted(message: str, key_id: uuid.UUID) -> bool:
    """Not when the worker withdrew the case meanwhile, and not when the answer was given to another worker."""
    with intake() as session:
        delivery = session.get(Delivery, uuid.UUID(message))
        return delivery is not None and delivery.state == "waiting" and delivery.key_id == key_id


def sent(message: str) -> None:
    with intake() as session:
        session.execute(update(Delivery).where(Delivery.message_id == uuid.UUID(message)).values(state="sent"))


def failed(message: str) -> None:
    """The history of the case says it, for the desk to see."""
    with intake() as session:
        delivery = session.get(Delivery, uuid.UUID(message))
        if delivery is not None:
            delivery.state = "failed"
            session.add(CaseEvent(case_id=delivery.case_id, at=datetime.now(UTC), what="not_delivered"))
