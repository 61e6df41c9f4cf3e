"""Changing the key of a desk: a new pair for those who stay, every case sealed anew in small steps that may stop and go on.

Cases carry the number of the key they are sealed to. The key of before is kept, sealed to the present one, until no case needs it.
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import Case, CaseSubject, Desk, Membership, PastKey, Staff, as_desk, intake
from referral.desks.service import printed
from referral.errors import UnknownCase
from referral.inbox.subjects import mark
from referral.outreach.figures import sealing
from referral.seal import boxes
from referral.staff.sessions import SignedIn

STEP = 100  # cases in one transaction: a look at the list must not wait long (half a second on a machine with a load of 12)


@dataclass(frozen=True)
class Progress:
    """How many cases are still sealed to a key of before, of how many."""

    left: int
    total: int


def hold_key(session: Session, desk: Desk) -> None:
    """The desk's key cannot change before this transaction ends; `desk` has the present one."""
    session.refresh(desk, with_for_update={"read": True, "key_share": True})


def public_key(session: Session, desk: Desk, key_no: int) -> bytes:
    """The public key of that number. Raises UnknownCase when it is gone."""
    if key_no == desk.key_no:
        return desk.public_key
    past = session.get(PastKey, (desk.id, key_no))
    if past is None:
        raise UnknownCase
    return past.public_key


def change_key(session: Session, desk: Desk, private: bytes) -> str:
    """A new key pair for everybody who is a member now; returns the new recovery key, to print once. `private`: the key until now."""
    session.refresh(desk, with_for_update=True)
    new_private, new_public = boxes.new_pair()
    for past in session.scalars(select(PastKey).where(PastKey.desk_id == desk.id)):
        past.sealed_private = boxes.seal(boxes.open_sealed(past.sealed_private, private), new_public)
    sealed = boxes.seal(private, new_public)
    session.add(PastKey(desk_id=desk.id, key_no=desk.key_no, public_key=desk.public_key, sealed_private=sealed))
    query = select(Membership, Staff).join(Staff, Staff.id == Membership.staff_id).where(Membership.desk_id == desk.id)
    for membership, person in session.execute(query):
        membership.sealed_key = boxes.seal(new_private, person.public_key)
    recovery = boxes.new_key()
    desk.recovery, desk.public_key, desk.key_no = boxes.wrap(new_private, recovery), new_public, desk.key_no + 1
    note(session, "key_changed", desk=desk.id)
    return printed(recovery)


def seal_anew(who: SignedIn, most: int = STEP) -> int:
    """Seals up to `most` cases of before to the present key; how many it did. Two at once do different ones."""
    public = boxes.public_of(who.private_key)
    with as_desk(who.desk_id) as session:
        old = select(Case).where(Case.desk_id == who.desk_id, Case.key_no < who.key_no)
        cases = session.scalars(old.limit(most).with_for_update(skip_locked=True)).all()
        for case in cases:
            private = who.opens(case.key_no)
            key = boxes.open_sealed(case.desk_key, private) if case.desk_key else None
            if key:
                case.desk_key = boxes.seal(key, public)
                for subject in session.scalars(select(CaseSubject).where(CaseSubject.case_id == case.id)):
                    subject.mark = mark(boxes.unlock(subject.sealed_name, key), who.private_key)
            if case.contact_key:
                case.contact_key = boxes.seal(boxes.open_sealed(case.contact_key, private), public)
            case.key_no = who.key_no
        return len(cases) + sealing.seal_anew(session, who, most)


def progress(who: SignedIn) -> Progress:
    with as_desk(who.desk_id) as session:
        of_desk = select(func.count()).select_from(Case).where(Case.desk_id == who.desk_id)
        return Progress(session.scalar(of_desk.where(Case.key_no < who.key_no)) or 0, session.scalar(of_desk) or 0)


def go_on(who: SignedIn, most: int = STEP) -> None:
    """One step, and the keys of before go when nothing needs them. Called wherever a member is at work; costs nothing when all is done."""
    if not who.past_keys:
        return
    if seal_anew(who, most):
        return
    with intake() as session:
        desk = session.get_one(Desk, who.desk_id, with_for_update=True)  # no case is on its way in with a key of before
        needed = select(Case.id).where(Case.desk_id == desk.id, Case.key_no < desk.key_no).limit(1)
        if desk.key_no == who.key_no and session.scalars(needed).first() is None and not sealing.waits(session, who):
            session.execute(delete(PastKey).where(PastKey.desk_id == desk.id))
            note(session, "key_change_done", staff=who.staff_id, desk=desk.id)
