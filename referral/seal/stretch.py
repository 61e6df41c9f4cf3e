"""From something a person knows (a password, a case code) to a key. Slow on purpose: this is the bound on guessing."""

import hashlib
import hmac
import struct
import threading
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from nacl.utils import random

_COST = struct.Struct(">BI")
_MOST_MEMORY = 1024 * 1024  # KiB; a salt that asks for more was not made here
# Each stretching takes 64 MiB: forty at once (the web server's threads) would take 2.5 GB, so they wait for a turn.
_TURNS = threading.BoundedSemaphore(4)


@dataclass(frozen=True)
class Cost:
    """What one guess costs. 64 MiB is what RFC 9106 asks for where memory is short; one pass takes 40-80 ms on a small server."""

    passes: int
    memory_kib: int


def new_salt(cost: Cost) -> bytes:
    """The cost stands in front of the salt, so that a later, higher cost leaves what was made before readable."""
    return _COST.pack(cost.passes, cost.memory_kib) + random(16)


def stretched(secret: str, salt: bytes) -> bytes:
    """32 bytes from a password or a case code. Raises ValueError for a salt that was not made here."""
    passes, memory = _COST.unpack_from(salt)
    if not 0 < memory <= _MOST_MEMORY or not passes:
        raise ValueError("not a salt of ours")
    with _TURNS:
        return hash_secret_raw(
            secret.encode(), salt[_COST.size :], time_cost=passes, memory_cost=memory, parallelism=1, hash_len=32, type=Type.ID
        )


def lookup(key: bytes, purpose: str, value: str) -> bytes:
    """A keyed hash to find a row by; `purpose` keeps hashes of different things apart."""
    return hmac.digest(key, f"{purpose}\0{value}".encode(), hashlib.sha256)


def subkey(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose from a key that has another."""
    return hashlib.blake2b(purpose.encode(), key=key, digest_size=32, person=b"desk-subkey").digest()


def token_key(token: str) -> bytes:
    """32 bytes from a random session token (no stretching needed: the token is random)."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"desk-session").digest()


def token_hash(token: str) -> bytes:
    """What the database keeps of a session token."""
    return hashlib.sha256(token.encode()).digest()
