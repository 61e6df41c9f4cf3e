"""From something a person knows (a password, a case code) to a key. Slow on purpose: this is the bound on guessing."""

import hashlib
import hmac

from argon2.low_level import Type, hash_secret_raw
from nacl.utils import random

SALT = 16
# 40-80 ms and 64 MiB on a small server (RFC 9106 asks for at least this memory when time is short)
CODE_COST = {"time_cost": 1, "memory_cost": 64 * 1024, "parallelism": 1}
PASSWORD_COST = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 1}


def new_salt() -> bytes:
    return random(SALT)


def code_key(code: str, salt: bytes) -> bytes:
    """32 bytes from a 16-digit case code."""
    return hash_secret_raw(code.encode(), salt, hash_len=32, type=Type.ID, **CODE_COST)


def password_key(password: str, salt: bytes) -> bytes:
    """32 bytes from a password."""
    return hash_secret_raw(password.encode(), salt, hash_len=32, type=Type.ID, **PASSWORD_COST)


def lookup(key: bytes, purpose: str, value: str) -> bytes:
    """A keyed hash to find a row by; `purpose` keeps hashes of different things apart."""
    return hmac.digest(key, f"{purpose}\0{value}".encode(), hashlib.sha256)


def token_key(token: str) -> bytes:
    """32 bytes from a random session token (no stretching needed: the token is random)."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"desk-session").digest()


def token_hash(token: str) -> bytes:
    """What the database keeps of a session token."""
    return hashlib.sha256(token.encode()).digest()
