"""Sealing of everything the bot writes down, with BOT_STATE_KEY (Fernet keys, comma separated; the first one seals)."""

import hashlib
import hmac
import json
import logging
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

log = logging.getLogger(__name__)


class Seal:
    """Turns a dict into an unreadable blob and back. Raises ValueError when there is no usable key."""

    def __init__(self, keys: str) -> None:
        found = [key.strip() for key in keys.split(",") if key.strip()]
        if not found:
            raise ValueError("BOT_STATE_KEY is empty")
        self._fernet = MultiFernet([Fernet(key) for key in found])
        self._marking = hashlib.sha256(b"marks:" + found[0].encode()).digest()

    def close(self, value: dict[str, Any]) -> bytes:
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def open(self, blob: bytes | None) -> dict[str, Any] | None:
        """The dict, or None for nothing and for a blob of a key that is gone (that conversation then starts anew)."""
        if blob is None:
            return None
        try:
            opened: dict[str, Any] = json.loads(self._fernet.decrypt(bytes(blob)))
        except InvalidToken:
            log.warning("a sealed row could not be opened; its key is not in BOT_STATE_KEY any more")
            return None
        return opened

    def mark(self, *parts: str) -> bytes:
        """16 bytes that are the same for the same parts and tell nothing about them without the key. A new key makes other marks."""
        return hmac.new(self._marking, "\x00".join(parts).encode(), hashlib.sha256).digest()[:16]
