"""What staff do with a case: states, answers, notes, handing over. One transaction each, under a lock on the case."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session, load_only

from referral.cases.workflow import ANSWERED, Given, step
from referral.database import Case, CaseMessage, Desk
from referral.errors import Malformed, NotAllowed
from referral.forward.again import carry
from referral.inbox.acting import acting, go_to, remember
from referral.inbox.service import case_key
from referral.inbox.subjects import names_of
from referral.norms import service as clock
from referral.norms.service import norms_of
from referral.notify.service import tell
from referral.partners.tables import Transfer
from referral.seal import boxes
from referral.staff.sessions import SignedIn

LONGEST_ANSWER = 1500  # with the line around it, one WhatsApp message


def change_status(who: SignedIn, reference: str, wanted: str, given: Given | None = None) -> None:
    """Raises UnknownCase, NotAllowed, Malformed. Handing over is not a mere change of word: see hand_over."""
    if wanted == "handed_over":
        raise NotAllowed(wanted)
    with acting(who, reference, "case_status") as (session, case):
        go_to(session, case, wanted, who, given)


def write(who: SignedIn, reference: str, words: str, language: str, *, note: bool = False, dutch: str = "") -> None:
    """An answer for the worker, or a note for the desk. `dutch`: the same for staff. Raises UnknownCase, Malformed, NotAllowed."""
    words = words.strip().replace("\r\n", "\n")
    if not words or len(words) > LONGEST_ANSWER:
        raise Malformed(f"between 1 and {LONGEST_ANSWER} characters")
    with acting(who, reference, "case_noted" if note else "case_answered") as (session, case):
        if case.status == "withdrawn":
            raise NotAllowed("withdrawn")
        message = add_message(session, case, words, language, "note" if note else "desk", who)
        message.sealed_dutch = boxes.lock(dutch, case_key(case, who)) if dutch else None
        remember(session, case, "note" if note else "answered", who)
        if note:
            return
        if begun := ANSWERED.get(case.status):
            go_to(session, case, begun, who)
        case.changed_at = message.at
        clock.answered(case, message.at)
        session.flush()
        carry(session, case, message, words, who)


def add_message(session: Session, case: Case, words: str, language: str, author: str, who: SignedIn) -> CaseMessage:
    """Sealed under the key of the case. `author`: desk or note."""
    sealed = boxes.lock(words, case_key(case, who))
    message = CaseMessage(id=uuid.uuid4(), case_id=case.id, author=author, language=language, sealed_text=sealed, at=datetime.now(UTC))
    session.add(message)
    return message


def hand_over(who: SignedIn, reference: str, receiver: str) -> None:
    """To another desk: the case key is sealed to it, and this desk sees the case no more. Raises UnknownCase, Malformed, NotAllowed."""
    with acting(who, reference, "case_handed_over") as (session, case):
        columns = load_only(Desk.id, Desk.name, Desk.public_key, Desk.key_no)
        desk = session.scalars(select(Desk).options(columns).where(Desk.id == _uuid(receiver), Desk.id != who.desk_id)).first()
        step(case.status, "handed_over", Given(receiver=desk is not None))
        if desk is None:
            raise Malformed("no such desk")
        if about := names_of(session, case, who):
            # their marks are made with this desk's key, so they stay behind; the names go along
            add_message(session, case, "\n".join(about), who.language, "note", who)
        sealed = boxes.seal(case_key(case, who), desk.public_key)
        contact = boxes.seal(boxes.open_sealed(case.contact_key, who.opens(case.key_no)), desk.public_key) if case.contact_key else None
        remember(session, case, "handed_over", who, desk.name)
        now = datetime.now(UTC)
        clock.start(case, norms_of(session, desk.id), now)
        session.add(Transfer(id=uuid.uuid4(), case_id=case.id, from_desk=who.desk_id, to_desk=desk.id, at=now))
        session.flush()
        statement = text("SELECT hand_over(:case, :desk, :number, :key, :contact)")
        given = session.scalar(statement, {"case": case.id, "desk": desk.id, "number": desk.key_no, "key": sealed, "contact": contact})
        if not given:
            raise NotAllowed("the receiver changed its key just now")
        tell(session, "case.handed_over", desk.id, reference)
        session.expunge(case)


def _uuid(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Malformed("no such desk") from None
