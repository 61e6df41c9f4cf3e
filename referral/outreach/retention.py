"""How long outreach keeps what it has. Days of links stay for a comparison with the year before."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from referral.database import intake
from referral.outreach.calendar import today
from referral.outreach.tables import KeyFigure, LinkDay, LinkTopic, OutreachDay, Remark, ShareLink, Signal
from referral.outreach.wrap import wrapped

SIGNALS, REMARKS, COUNTS, FIGURES = timedelta(days=180), timedelta(days=365), timedelta(days=400), timedelta(days=90)


def erase_old() -> int:
    """How many rows went: signals, remarks that were dealt with, counts, and key figures whose page closed long ago."""
    now = today()
    old = (
        delete(Signal).where(Signal.day < now - SIGNALS),
        delete(Remark).where(Remark.day < now - REMARKS, Remark.done),
        delete(LinkDay).where(LinkDay.day < now - COUNTS),
        delete(LinkTopic).where(LinkTopic.day < now - COUNTS),
        delete(OutreachDay).where(OutreachDay.day < now - COUNTS),
    )
    with intake() as session:
        gone = KeyFigure.expires_on < now - FIGURES
        links = update(ShareLink).where(ShareLink.figure_id.in_(select(KeyFigure.id).where(gone)))
        session.execute(links.values(state="ended", figure_id=None, wrapped_place=wrapped({"place": ""})))
        return sum(session.execute(statement).rowcount for statement in (*old, delete(KeyFigure).where(gone)))  # type: ignore[attr-defined]
