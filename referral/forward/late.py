"""One honest message to the phone of a worker who wants that, when the day of the answer has passed.

Only the desk can open his address, so the message is sealed to a running worker when the address arrives, and waits for its day as a job.
When that worker ends, the next member at work at the desk seals it to another (as with answers, decision 5).
"""

import json
import uuid
from datetime import UTC, datetime

from sqlalchemy import and_, or_, select, text
from sqlalchemy.orm import Session

from referral.database import Case, CaseEvent, Desk, LateNotice, as_desk, intake
from referral.forward import keys
from referral.forward.queue import defer_late
from referral.seal import boxes
from referral.staff.sessions import SignedIn

MOST = 20  # of one look at the list
OVER = ("closed", "withdrawn")


def plan(session: Session, case: Case, contact: dict[str, str]) -> None:
    """At the arrival of the address `contact` (channel, address), which nobody here can read afterwards."""
    if case.answer_due is None or session.get(LateNotice, case.id) is not None:
        return
    notice = LateNotice(case_id=case.id, key_id=None, job_id=None, state="waiting", at=datetime.now(UTC))
    session.add(notice)
    session.flush()
    _give(session, notice, contact, case.answer_due)


def plan_again(who: SignedIn) -> int:
    """Notices of this desk whose worker is gone, to one that runs; how many. Not those of cases that owe no answer now."""
    with as_desk(who.desk_id) as session:
        living = [key for key, _ in keys.living(session)]
        lost = or_(LateNotice.key_id.is_(None), LateNotice.key_id.not_in(living))
        owed = and_(Case.status.not_in(OVER), Case.answered_at.is_(None), Case.contact_key.is_not(None), Case.answer_due.is_not(None))
        query = select(LateNotice, Case).join(Case, Case.id == LateNotice.case_id).where(LateNotice.state == "waiting", lost, owed)
        done = 0
        for notice, case in session.execute(query.limit(MOST).with_for_update(of=LateNotice, skip_locked=True)).all() if living else ():
            assert case.sealed_contact
            assert case.contact_key
            assert case.answer_due
            contact = json.loads(boxes.unlock(case.sealed_contact, boxes.open_sealed(case.contact_key, who.opens(case.key_no))))
            done += _give(session, notice, contact, case.answer_due)
        return done


def _give(session: Session, notice: LateNotice, contact: dict[str, str], when: datetime) -> bool:
    living = keys.living(session)
    if living:
        content = {"case": str(notice.case_id), "channel": contact["channel"], "address": contact["address"]}
        notice.key_id, notice.job_id = living[0][0], defer_late(session, living[0], content, when)
    return bool(living)


def cancel(session: Session, case_id: uuid.UUID) -> None:
    """The address must not wait in a job when the case is withdrawn or erased. For the intake role."""
    notice = session.get(LateNotice, case_id)
    if notice is not None:
        session.execute(text("DELETE FROM procrastinate_jobs WHERE id = :id AND status = 'todo'"), {"id": notice.job_id})
        session.delete(notice)


def due(case_id: str, key_id: uuid.UUID) -> dict[str, str] | datetime | None:
    """What is to be said now; the moment to look again, when the day has moved; None, when there is nothing to say (any more)."""
    with intake() as session:
        notice, case = session.get(LateNotice, uuid.UUID(case_id)), session.get(Case, uuid.UUID(case_id))
        if notice is None or case is None or notice.state != "waiting" or notice.key_id != key_id or not case.contact_key:
            return None
        if case.status in OVER or case.answered_at is not None or case.answer_due is None:
            notice.key_id = notice.job_id = None  # the worker may ask again; then somebody of the desk plans it anew
            return None
        if case.answer_due > datetime.now(UTC):
            return case.answer_due
        desk = session.get_one(Desk, case.desk_id)
        told = {"id": str(uuid.uuid5(case.id, "late")), "language": case.language, "case": case.reference, "desk": desk.name}
        return told | {"day": case.answer_due.isoformat()}


def moved(case_id: str, sealed: bytes, own: keys.OwnKey, when: datetime) -> None:
    """The same message on another day."""
    with intake() as session:
        notice = session.get_one(LateNotice, uuid.UUID(case_id))
        notice.job_id = defer_late(session, (own.id, b""), sealed, when)


def over(case_id: str, *, sent: bool) -> None:
    """The history of the case says it, for the desk to see."""
    with intake() as session:
        notice = session.get(LateNotice, uuid.UUID(case_id))
        if notice is not None:
            notice.state = "sent" if sent else "failed"
            session.add(CaseEvent(case_id=notice.case_id, at=datetime.now(UTC), what="late_told" if sent else "late_not_told"))
