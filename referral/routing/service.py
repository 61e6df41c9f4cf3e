"""Routing with the rules of the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.database import Desk, Route
from referral.errors import ReferralError
from referral.routing.rules import Rule, route


def desk_for(session: Session, kind: str, desk_kind: str | None, municipality: str | None) -> tuple[Desk, bool]:
    """(desk, national). Raises ReferralError when not even a national desk exists: that is a fault of the installation."""
    rows = session.execute(select(Route, Desk).join(Desk, Route.desk_id == Desk.id).order_by(Route.position, Route.id)).all()
    rules = [Rule(r.kind, r.desk_kind, r.municipality, desk) for r, desk in rows]
    national = session.scalars(select(Desk).where(Desk.municipality.is_(None)).order_by(Desk.name)).first()
    if national is None:
        raise ReferralError("no national desk: make one with `wegwijzer desk create`")
    return route(rules, national, kind, desk_kind, municipality)
