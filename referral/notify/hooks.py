"""Webhooks of a desk, signed as Standard Webhooks are: id, time and body under a shared secret; none is forged or played again."""

import base64
import hashlib
import hmac
import json
import secrets
import time
import uuid
from collections.abc import Sequence

import httpx
from sqlalchemy import select

from referral.audit.service import note
from referral.database import Webhook, intake
from referral.errors import Malformed, NotAllowed
from referral.notify.outside import leads_inside
from referral.seal import boxes, stretch
from referral.settings import settings
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

SECONDS, MOST = 10.0, 5
PREFIX = "whsec_"


def _key() -> bytes:
    return stretch.subkey(settings().lookup_key, "webhooks")


def add(who: SignedIn, url: str) -> str:
    """The secret, shown once. Raises Forbidden, Malformed, NotAllowed (five are enough)."""
    require(who.role, "people")
    try:
        address = httpx.URL(url.strip())
    except httpx.InvalidURL:
        raise Malformed("an address") from None
    allowed = ("https",) if settings().wegwijzer_env == "production" else ("https", "http")
    if address.scheme not in allowed or not address.host:
        raise Malformed("an https address")
    if leads_inside(address.host, address.port):
        raise Malformed("an address outside of this network")
    secret = secrets.token_bytes(32)
    with intake() as session:
        if len(session.scalars(select(Webhook.id).where(Webhook.desk_id == who.desk_id)).all()) >= MOST:
            raise NotAllowed("enough of them")
        session.add(Webhook(id=uuid.uuid4(), desk_id=who.desk_id, url=str(address), wrapped_secret=boxes.wrap(secret, _key())))
        note(session, "settings_changed", staff=who.staff_id, desk=who.desk_id)
    return PREFIX + base64.b64encode(secret).decode()


def remove(who: SignedIn, hook: uuid.UUID) -> None:
    """Raises Forbidden."""
    require(who.role, "people")
    with intake() as session:
        found = session.get(Webhook, hook)
        if found is not None and found.desk_id == who.desk_id:
            session.delete(found)
            note(session, "settings_changed", staff=who.staff_id, desk=who.desk_id)


def of_desk(who: SignedIn) -> Sequence[tuple[uuid.UUID, str]]:
    require(who.role, "people")
    with intake() as session:
        rows = session.execute(select(Webhook.id, Webhook.url).where(Webhook.desk_id == who.desk_id).order_by(Webhook.url)).all()
        return [(row[0], row[1]) for row in rows]


def signature(secret: bytes, message_id: str, at: int, body: bytes) -> str:
    signed = f"{message_id}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


def call(hook: uuid.UUID, message_id: str, event: str, reference: str) -> None:
    """Raises httpx.HTTPError. The id is the same at every try; the time is of this one. A hook that is gone is no error."""
    with intake() as session:
        found = session.get(Webhook, hook)
        if found is None:
            return
        url, secret = found.url, boxes.unwrap(found.wrapped_secret, _key())
    address = httpx.URL(url)
    if leads_inside(address.host, address.port):
        raise httpx.ConnectError("the address leads into this network")
    at = int(time.time())
    body = json.dumps({"type": event, "data": {"case": reference}}).encode()
    headers = {
        "content-type": "application/json", "webhook-id": message_id, "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, message_id, at, body),
    }  # fmt: skip
    httpx.post(url, content=body, headers=headers, timeout=SECONDS, follow_redirects=False).raise_for_status()
