"""What a desk signs with. The key is made from the desk's own private key, so whoever has the database and the settings cannot sign.

The public half is published (`/keys`) when the first package is made with it, and stays there after the desk has changed its key.
"""

import base64
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey as Ed25519
from nacl.signing import VerifyKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.database import Desk, intake
from referral.partners.tables import SigningKey
from referral.seal import stretch


@dataclass(frozen=True)
class Published:
    """`key`: 32 bytes, Ed25519."""

    id: str
    desk: str
    key: bytes
    since: datetime

    def as_json(self) -> dict[str, str]:
        key = base64.b64encode(self.key).decode()
        return {"id": self.id, "desk": self.desk, "algorithm": "Ed25519", "public_key": key, "since": self.since.isoformat()}


def key_of(desk_private: bytes) -> Ed25519:
    return Ed25519(stretch.subkey(desk_private, "packages"))


def fingerprint(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def publish(session: Session, desk_id: uuid.UUID, public: bytes) -> str:
    """The fingerprint, under which everybody finds the key from now on. In the transaction of a package, as the desk."""
    name = fingerprint(public)
    if session.get(SigningKey, name) is None:
        session.add(SigningKey(id=name, desk_id=desk_id, public_key=public, since=datetime.now(UTC)))
        session.flush()
    return name


def published() -> Sequence[Published]:
    query = select(SigningKey, Desk.name).join(Desk, Desk.id == SigningKey.desk_id).order_by(Desk.name, SigningKey.since)
    with intake() as session:
        return [Published(row[0].id, row[1], bytes(row[0].public_key), row[0].since) for row in session.execute(query)]


def is_right(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
