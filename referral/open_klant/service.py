"""Which desk tells which Open Klant, set by the operator; and the telling of one case."""

import uuid
from dataclasses import dataclass

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.audit.service import note
from referral.database import Case, Desk, intake
from referral.errors import Malformed
from referral.open_klant import words
from referral.open_klant.client import Client
from referral.open_klant.tables import OpenKlant
from referral.seal import boxes, stretch
from referral.settings import settings

EVENTS = ("case.received", "case.handed_over")


@dataclass(frozen=True)
class Target:
    url: str
    token: str
    actor: uuid.UUID


def _key() -> bytes:
    return stretch.subkey(settings().lookup_key, "open-klant")


def configure(session: Session, desk: uuid.UUID, target: Target) -> None:
    """In the caller's transaction. Raises Malformed for an address that is not https (outside production http will do), or no token."""
    try:
        address = httpx.URL(target.url.strip().rstrip("/"))
    except httpx.InvalidURL:
        raise Malformed("an address") from None
    allowed = ("https",) if settings().wegwijzer_env == "production" else ("https", "http")
    if address.scheme not in allowed or not address.host or address.query or not target.token.strip():
        raise Malformed("an https address and a token")
    row = session.get(OpenKlant, desk) or OpenKlant(desk_id=desk)
    row.url, row.actor, row.wrapped_token = str(address), target.actor, boxes.wrap(target.token.strip().encode(), _key())
    session.add(row)
    note(session, "settings_changed", desk=desk)


def forget(session: Session, desk: uuid.UUID) -> None:
    if row := session.get(OpenKlant, desk):
        session.delete(row)
        note(session, "settings_changed", desk=desk)


def target_of(session: Session, desk: uuid.UUID) -> Target | None:
    row = session.get(OpenKlant, desk)
    return Target(row.url, boxes.unwrap(row.wrapped_token, _key()).decode(), row.actor) if row else None


def is_on(desk: uuid.UUID) -> bool:
    with intake() as session:
        return session.get(OpenKlant, desk) is not None


def tell(desk: uuid.UUID, reference: str) -> None:
    """Safe to run again: what is there already is not made twice. A case that is gone from the desk, and a desk that

    stopped telling, are no errors. Raises httpx.HTTPError.
    """
    with intake() as session:
        target = target_of(session, desk)
        case = session.scalars(select(Case).where(Case.reference == reference, Case.desk_id == desk, Case.erased_at.is_(None))).first()
        if target is None or case is None:
            return
        name = session.scalars(select(Desk.name).where(Desk.id == desk)).one()
        subject, language, at = words.subject(case.kind, reference, name), case.language, case.received_at
    with Client(target.url, target.token) as client:
        found = client.contact(subject)
        if found is None:
            found = client.make_contact(words.contact(subject, reference, language, at, settings().referral_public_url))
        if not found.has_task:
            client.make_task(words.task(found.id, target.actor))
