"""A web conversation is readable only with the token in the visitor's cookie: the database and our configuration together open nothing."""

import hashlib
import json
import secrets
from typing import Any

from nacl.public import PrivateKey, PublicKey, SealedBox

TOKEN_BYTES = 32
PERSON = b"wegwijzer-web"


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def session_id(token: str) -> str:
    """What the database knows a session by."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=PERSON[:12] + b"-id").hexdigest()


def private_key(token: str) -> PrivateKey:
    return PrivateKey(hashlib.blake2b(token.encode(), digest_size=32, person=PERSON[:12] + b"-key").digest())


def public_key(token: str) -> bytes:
    return bytes(private_key(token).public_key)


def seal(key: bytes, line: dict[str, Any]) -> bytes:
    """With the public key alone: the worker process can add lines that it cannot read afterwards."""
    return SealedBox(PublicKey(bytes(key))).encrypt(json.dumps(line, ensure_ascii=False).encode())


def unseal(token: str, sealed: bytes) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(SealedBox(private_key(token)).decrypt(bytes(sealed)))
    return line
