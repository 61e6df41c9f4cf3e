"""Answers that found no worker, or whose worker is gone, are sealed to one that runs: by the next member at work, who can open them."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from referral.database import Case, CaseEvent, CaseMessage, Delivery, as_desk
from referral.forward import keys
from referral.forward.queue import defer_answer
from referral.inbox.service import case_key
from referral.seal import boxes
from referral.staff.sessions import SignedIn

MOST = 20  # of one look at the list
TOO_OLD = timedelta(days=2)


def carry(session: Session, case: Case, message: CaseMessage, words: str, who: SignedIn) -> None:
    """To the phone of a worker who left a contact. Without one he comes to read it with his code."""
    if case.contact_key and case.sealed_contact:
        delivery = Delivery(message_id=message.id, case_id=case.id, key_id=None, state="waiting", at=message.at)
        session.add(delivery)
        session.flush()
        defer_answer(session, delivery, _content(case, message, words, who))


def _content(case: Case, message: CaseMessage, words: str, who: SignedIn) -> dict[str, str]:
    assert case.contact_key
    assert case.sealed_contact
    key = boxes.open_sealed(case.contact_key, who.opens(case.key_no))
    contact = json.loads(boxes.unlock(case.sealed_contact, key))
    return {
        "id": str(message.id), "channel": contact["channel"], "address": contact["address"], "language": case.language,
        "case": case.reference, "text": words, "text_language": message.language,
    }  # fmt: skip


def send_again(who: SignedIn) -> int:
    """How many answers of this desk found a worker. One that waited two days is given up, and the case says so."""
    with as_desk(who.desk_id) as session:
        living = [key for key, _ in keys.living(session)]
        lost = or_(Delivery.key_id.is_(None), Delivery.key_id.not_in(living))
        waiting = select(Delivery).where(Delivery.state == "waiting", lost).order_by(Delivery.at).limit(MOST)
        done = 0
        for delivery in session.scalars(waiting.with_for_update(skip_locked=True)).all():
            case, message = session.get_one(Case, delivery.case_id), session.get_one(CaseMessage, delivery.message_id)
            if delivery.at < datetime.now(UTC) - TOO_OLD or not case.contact_key:
                delivery.state = "failed"
                session.add(CaseEvent(case_id=case.id, at=datetime.now(UTC), what="not_delivered"))
            elif living:
                words = boxes.unlock(message.sealed_text, case_key(case, who))
                done += defer_answer(session, delivery, _content(case, message, words, who))
        return done
