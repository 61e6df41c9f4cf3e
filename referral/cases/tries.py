"""Wrong codes: counted per conversation and over all, so that nobody can try codes until one fits."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select

from referral.database import CodeTry, intake
from referral.errors import TooManyTries
from referral.metrics import WRONG_CODES
from referral.seal import stretch
from referral.settings import settings

WINDOW = timedelta(minutes=15)


def check(origin: str) -> None:
    """Raises TooManyTries with the seconds to wait."""
    now, mark = datetime.now(UTC), _mark(origin)
    with intake() as session:
        recent = CodeTry.at > now - WINDOW
        mine, oldest = session.execute(select(func.count(), func.min(CodeTry.at)).where(recent, CodeTry.origin == mark)).one()
        everybody = session.scalar(select(func.count()).where(recent)) or 0
    if mine >= settings().code_tries_each:
        raise TooManyTries(max(1, int((oldest + WINDOW - now).total_seconds())))
    if everybody >= settings().code_tries_all:
        raise TooManyTries(60)


def wrong(origin: str) -> None:
    """Remember a wrong code (not which code)."""
    WRONG_CODES.inc()
    now = datetime.now(UTC)
    with intake() as session:
        session.execute(delete(CodeTry).where(CodeTry.at < now - WINDOW))
        session.add(CodeTry(origin=_mark(origin), at=now))


def _mark(origin: str) -> bytes:
    return stretch.lookup(settings().lookup_key, "origin", origin)
