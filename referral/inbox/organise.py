"""Who works on a case, how urgent it is, and its labels."""

import re
import uuid
from collections.abc import Sequence

from sqlalchemy import delete, select

from referral.audit import service as audit
from referral.database import Label, Membership, Staff, as_desk, intake
from referral.errors import Malformed
from referral.inbox.acting import acting, remember
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

LABEL = re.compile(r"[\w][\w /&+-]{0,29}")
MOST_LABELS = 50


def colleagues(who: SignedIn) -> dict[uuid.UUID, str]:
    """Members of this desk who can work on a case: id → e-mail address."""
    query = select(Staff.id, Staff.email).join(Membership, Membership.staff_id == Staff.id).where(Membership.desk_id == who.desk_id)
    with intake() as session:
        rows = session.execute(query.where(Membership.role != "reader").order_by(Staff.email)).all()
        return {row[0]: row[1] for row in rows}


def assign(who: SignedIn, reference: str, person: str) -> None:
    """`person`: id of a colleague, or nothing for nobody. Raises UnknownCase, Malformed."""
    chosen = next((member for member in colleagues(who) if str(member) == person), None)
    if person and chosen is None:
        raise Malformed("no such colleague")
    with acting(who, reference, "case_assigned") as (session, case):
        if case.assignee_id != chosen:
            case.assignee_id = chosen
            remember(session, case, "assigned" if chosen else "unassigned", who)


def set_urgent(who: SignedIn, reference: str, urgent: bool) -> None:
    with acting(who, reference, "case_changed") as (session, case):
        if case.urgent != urgent:
            case.urgent = urgent
            remember(session, case, "urgent" if urgent else "not_urgent", who)


def set_labels(who: SignedIn, reference: str, chosen: Sequence[str]) -> None:
    """Raises Malformed for a label that the desk does not have."""
    with acting(who, reference, "case_changed") as (session, case):
        known = set(session.scalars(select(Label.name)))
        if not set(chosen) <= known:
            raise Malformed("no such label")
        if sorted(set(chosen)) != case.labels:
            case.labels = sorted(set(chosen))
            remember(session, case, "labels", who, ", ".join(case.labels))


def labels(who: SignedIn) -> list[str]:
    with as_desk(who.desk_id) as session:
        return list(session.scalars(select(Label.name).order_by(Label.name)))


def make_label(who: SignedIn, name: str) -> None:
    """Raises Forbidden, Malformed."""
    require(who.role, "lead")
    name = " ".join(name.split())
    with as_desk(who.desk_id) as session:
        known = set(session.scalars(select(Label.name)))
        if not LABEL.fullmatch(name) or len(known) >= MOST_LABELS:
            raise Malformed("letters, digits and spaces, at most 30")
        if name not in known:
            session.add(Label(desk_id=who.desk_id, name=name))
            audit.note(session, "settings_changed", staff=who.staff_id, desk=who.desk_id)


def drop_label(who: SignedIn, name: str) -> None:
    """Cases keep it until somebody changes their labels. Raises Forbidden."""
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        session.execute(delete(Label).where(Label.name == name))
        audit.note(session, "settings_changed", staff=who.staff_id, desk=who.desk_id)
