"""Making, showing once, revoking and recognising a token of another system. All functions run in the caller's transaction."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.errors import Malformed, NotAllowed, NotSignedIn
from referral.open_api.tables import ApiToken
from referral.seal import stretch
from referral.settings import settings

Scope = Literal["cases:read", "statistics:read"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
DAYS = (30, 90, 365)  # the longest is a year: somebody should look again whether it is still needed
MOST, LONGEST_NAME = 10, 60
PREFIX = "wegwijzer_"  # so that scanners for lost secrets can know one
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Caller:
    """Who calls: one token of one desk."""

    token_id: uuid.UUID
    desk_id: uuid.UUID
    scopes: frozenset[str]


def today() -> date:
    return datetime.now(UTC).date()


def _mark(token: str) -> bytes:
    return stretch.lookup(settings().lookup_key, "api-token", token)


def make(
    session: Session, desk: uuid.UUID, name: str, scopes: Sequence[str], days: int, staff: uuid.UUID | None = None
) -> tuple[ApiToken, str]:
    """The row, and the token, which nothing keeps. Raises Malformed, NotAllowed (ten are enough)."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Malformed("a name")
    if not scopes or not set(scopes) <= set(SCOPES) or not 0 < days <= max(DAYS):
        raise Malformed("a scope and a time")
    if (session.scalar(select(func.count()).where(ApiToken.desk_id == desk)) or 0) >= MOST:
        raise NotAllowed("enough of them")
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        id=uuid.uuid4(), desk_id=desk, handle="T-" + "".join(secrets.choice(LETTERS) for _ in range(6)), name=name, mark=_mark(token),
        scopes=sorted(set(scopes)), made_on=today(), expires_on=today() + timedelta(days=days),
    )  # fmt: skip
    session.add(row)
    note(session, "token_made", staff=staff, desk=desk, reference=row.handle)
    return row, token


def revoke(session: Session, desk: uuid.UUID, handle: str, staff: uuid.UUID | None = None) -> bool:
    """At once. False when this desk has no such token."""
    row = session.scalars(select(ApiToken).where(ApiToken.desk_id == desk, ApiToken.handle == handle)).first()
    if row is None:
        return False
    session.delete(row)
    note(session, "token_revoked", staff=staff, desk=desk, reference=handle)
    return True


def of_desk(session: Session, desk: uuid.UUID) -> Sequence[ApiToken]:
    return session.scalars(select(ApiToken).where(ApiToken.desk_id == desk).order_by(ApiToken.expires_on, ApiToken.handle)).all()


def admit(session: Session, token: str) -> Caller:
    """Its first use of a day is one line in the audit. Raises NotSignedIn for one that is unknown, revoked or past its last day."""
    row = session.scalars(select(ApiToken).where(ApiToken.mark == _mark(token))).first()
    if row is None or row.expires_on < today():
        raise NotSignedIn("the token is unknown, revoked or expired")
    caller = Caller(row.id, row.desk_id, frozenset(row.scopes))
    if row.used_on != today():
        # of two first calls at once, one writes the line
        first = update(ApiToken).where(ApiToken.id == row.id, ApiToken.used_on.is_distinct_from(today()))
        if session.execute(first.values(used_on=today()).returning(ApiToken.id)).first():
            note(session, "token_used", desk=row.desk_id, reference=row.handle)
    return caller
