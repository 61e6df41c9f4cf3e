"""Sealing and opening. Thin names over libsodium; every text is padded so that its length tells nothing."""

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

from referral.errors import CannotOpen

BLOCK = 256  # bytes; texts of 1-255 bytes look alike


def new_key() -> bytes:
    """A random key for one case (32 bytes)."""
    return random(SecretBox.KEY_SIZE)


def pad(data: bytes) -> bytes:
    """ISO/IEC 7816-4: a 0x80 and zeros up to the next block."""
    return data + b"\x80" + b"\x00" * (-(len(data) + 1) % BLOCK)


def unpad(data: bytes) -> bytes:
    return data.rstrip(b"\x00")[:-1]


def lock(text: str, key: bytes) -> bytes:
    """A text under a symmetric key."""
    return bytes(SecretBox(key).encrypt(pad(text.encode())))


def unlock(data: bytes, key: bytes) -> str:
    """Raises CannotOpen."""
    try:
        return unpad(SecretBox(key).decrypt(data)).decode()
    except (CryptoError, ValueError):
        raise CannotOpen from None


def wrap(secret: bytes, key: bytes) -> bytes:
    """A key under another key."""
    return bytes(SecretBox(key).encrypt(secret))


def unwrap(data: bytes, key: bytes) -> bytes:
    """Raises CannotOpen: a wrong password or code ends here."""
    try:
        return SecretBox(key).decrypt(data)
    except (CryptoError, ValueError):
        raise CannotOpen from None


def new_pair() -> tuple[bytes, bytes]:
    """(private, public), 32 bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_of(private: bytes) -> bytes:
    return bytes(PrivateKey(private).public_key)


def seal(secret: bytes, public: bytes) -> bytes:
    """Only the owner of the private key can open this, not even the one who sealed it."""
    return SealedBox(PublicKey(public)).encrypt(secret)


def open_sealed(data: bytes, private: bytes) -> bytes:
    """Raises CannotOpen."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(data)
    except (CryptoError, ValueError):
        raise CannotOpen from None
