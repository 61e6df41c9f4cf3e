"""What became of cases that went to another desk, and of packages. From the database's own function: the cases are not this desk's."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping, select, text

from referral.database import Case, as_desk
from referral.partners.tables import Package, Partner
from referral.staff.sessions import SignedIn

BACK = timedelta(days=180)
MOST = 200


def transfers(who: SignedIn) -> Sequence[RowMapping]:
    """(reference, receiver, at, status, changed_at), newest first."""
    with as_desk(who.desk_id) as session:
        return session.execute(text("SELECT * FROM handed_on(:since)"), {"since": datetime.now(UTC) - BACK}).mappings().all()


def packages(who: SignedIn) -> Sequence[RowMapping]:
    """(number, partner, reference, at, state, state_at), newest first."""
    columns = (Package.number, Partner.name.label("partner"), Case.reference, Package.made_at.label("at"), Package.state, Package.state_at)
    query = select(*columns).join(Case, Case.id == Package.case_id).outerjoin(Partner, Partner.id == Package.partner_id)
    with as_desk(who.desk_id) as session:
        return session.execute(query.order_by(Package.made_at.desc()).limit(MOST)).mappings().all()
