"""Members of a desk, as its admins look after them: access is given by somebody who has it, and taken away with a change of key."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import Desk, DeskSession, Membership, Staff, intake
from referral.desks import keys
from referral.desks.service import give_access
from referral.errors import Malformed, NotAllowed
from referral.staff import service
from referral.staff.roles import ROLES, Role, require
from referral.staff.sessions import SignedIn


@dataclass(frozen=True)
class Member:
    id: uuid.UUID
    email: str
    role: str
    one_time: bool
    only_here: bool  # a member of no other desk


def members(who: SignedIn) -> Sequence[Member]:
    """Raises Forbidden."""
    require(who.role, "people")
    with intake() as session:
        query = select(Staff, Membership.role).join(Membership, Membership.staff_id == Staff.id)
        rows = session.execute(query.where(Membership.desk_id == who.desk_id).order_by(Staff.email)).all()
        return [Member(p.id, p.email, role, p.one_time, _desks_of(session, p.id) == 1) for p, role in rows]


def invite(who: SignedIn, email: str, role: str) -> str | None:
    """The one-time password, or None for somebody who has a password already. Raises Forbidden, Malformed, NotAllowed."""
    require(who.role, "people")
    email = email.strip().lower()
    if role not in ROLES or "@" not in email or len(email) > 200 or "\0" in email:
        raise Malformed("an e-mail address and a role")
    with intake() as session:
        desk = session.get_one(Desk, who.desk_id)
        keys.hold_key(session, desk)
        if desk.key_no != who.key_no:
            raise NotAllowed("the key was changed just now")
        person = service.by_email(session, email)
        password = None if person else service.one_time_password()
        person = person or service.create(session, email, password or "")
        if session.get(Membership, (person.id, desk.id)):
            raise NotAllowed("a member already")
        give_access(session, desk, who.private_key, person, role)
        return password


def set_role(who: SignedIn, person_id: uuid.UUID, role: str) -> None:
    """Raises Forbidden, Malformed, NotAllowed (the last admin stays one)."""
    require(who.role, "people")
    if role not in ROLES:
        raise Malformed("no such role")
    with intake() as session:
        membership = _membership(session, who, person_id)
        membership.role = role
        session.flush()
        _still_an_admin(session, who)
        note(session, "member_role", staff=person_id, desk=who.desk_id)


def remove(who: SignedIn, person_id: uuid.UUID) -> str:
    """Takes access away and changes the desk's key; the new recovery key, to print. Raises Forbidden, NotAllowed."""
    require(who.role, "people")
    if person_id == who.staff_id:
        raise NotAllowed("somebody else must do that")
    with intake() as session:
        session.delete(_membership(session, who, person_id))
        session.execute(delete(DeskSession).where(DeskSession.staff_id == person_id, DeskSession.desk_id == who.desk_id))
        note(session, "member_removed", staff=person_id, desk=who.desk_id)
        session.flush()
        return _change_key(session, who)


def change_key(who: SignedIn) -> str:
    """The same without removing anybody: after a recovery key was seen by somebody, for example. Raises Forbidden."""
    require(who.role, "people")
    with intake() as session:
        return _change_key(session, who)


def reset(who: SignedIn, person_id: uuid.UUID) -> str:
    """A one-time password for a colleague who lost hers. Raises Forbidden, NotAllowed for a member of other desks: these would be lost."""
    require(who.role, "people")
    with intake() as session:
        membership = _membership(session, who, person_id)
        if _desks_of(session, person_id) > 1 or person_id == who.staff_id:
            raise NotAllowed("not from here")
        person = session.get_one(Staff, person_id, with_for_update=True)
        password = service.one_time_password()
        service.start_again(session, person, password)
        role = cast("Role", membership.role)
        session.delete(membership)
        session.flush()
        give_access(session, session.get_one(Desk, who.desk_id), who.private_key, person, role)
        return password


def _change_key(session: Session, who: SignedIn) -> str:
    desk = session.get_one(Desk, who.desk_id, with_for_update=True)
    if desk.key_no != who.key_no:
        raise NotAllowed("the key was changed just now")
    return keys.change_key(session, desk, who.private_key)


def _membership(session: Session, who: SignedIn, person_id: uuid.UUID) -> Membership:
    session.get_one(Desk, who.desk_id, with_for_update=True)  # one change of members at a time
    found = session.get(Membership, (person_id, who.desk_id))
    if found is None:
        raise NotAllowed("no such member")
    return found


def _still_an_admin(session: Session, who: SignedIn) -> None:
    query = select(func.count()).where(Membership.desk_id == who.desk_id, Membership.role == "admin")
    if not session.scalar(query):
        raise NotAllowed("the last admin")


def _desks_of(session: Session, person_id: uuid.UUID) -> int:
    return session.scalar(select(func.count()).where(Membership.staff_id == person_id)) or 0
