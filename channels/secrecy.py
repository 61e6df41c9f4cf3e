"""Pseudonyms and encryption with the service keys.

A pseudonym cannot be turned back without the key; what is sealed here can be opened by this room, and is wiped as soon as it is not needed.
"""

import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Vault:
    """`pseudonym_key`: hex. `service_keys`: Fernet keys, the first encrypts, all decrypt (rotation)."""

    def __init__(self, pseudonym_key: str, service_keys: list[str]) -> None:
        self._key = bytes.fromhex(pseudonym_key)
        self._fernet = MultiFernet([Fernet(key) for key in service_keys])

    def pseudonym(self, sender: str) -> str:
        """`w-` and 32 hex digits; the same sender always gives the same one."""
        return "w-" + self._mac(sender)[:32]

    def fingerprint(self, purpose: str, value: str) -> str:
        """64 hex digits: recognises a value without keeping it. Purposes never collide."""
        return self._mac(f"{purpose}\0{value}")

    def seal(self, value: Any) -> bytes:
        """Anything JSON can hold, encrypted."""
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def open(self, sealed: bytes) -> Any:
        return json.loads(self._fernet.decrypt(bytes(sealed)))

    def reseal(self, sealed: bytes) -> bytes | None:
        """The same under the first key, with its time kept; None when no key opens it."""
        try:
            return self._fernet.rotate(bytes(sealed))
        except InvalidToken:
            return None

    def _mac(self, value: str) -> str:
        # surrogates can stand in text from outside; they must not break the hash
        return hmac.new(self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
