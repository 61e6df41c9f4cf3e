"""How fast one side may go, and who was here today already. In memory only, under a key that is drawn at the start and again every day."""

import hashlib
import ipaddress
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date

MOST_SIDES = 20_000  # a flood from more sides than these pushes out the oldest, not the memory
MOST_MARKS = 200_000  # 8 bytes and a little each; beyond them somebody may be counted twice


def side(address: str, key: bytes) -> bytes:
    """A mark of where somebody comes from, for the paces: an IPv4 address, or the /64 of an IPv6 one (a household has all of that)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return hashlib.blake2b(address.encode(errors="replace"), key=key, digest_size=8).digest()
    bits = ip.packed[:8] if ip.version == 6 and ip.ipv4_mapped is None else ip.packed[-4:]
    return hashlib.blake2b(bits, key=key, digest_size=8).digest()


@dataclass
class Pace:
    """A bucket for each key: `burst` at once, then `each` a second."""

    burst: float
    each: float
    most: int = MOST_SIDES
    _left: OrderedDict[object, tuple[float, float]] = field(default_factory=OrderedDict)

    def allows(self, key: object, now: float) -> bool:
        """Takes one when there is one. `now` in seconds of a clock that only goes forward."""
        left = self._now(key, now)
        self._left.pop(key, None)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        if len(self._left) > self.most:
            self._left.popitem(last=False)
        return allowed

    def has(self, key: object, now: float) -> bool:
        """Whether there is one, without taking it."""
        return self._now(key, now) >= 1

    def _now(self, key: object, now: float) -> float:
        left, at = self._left.get(key, (self.burst, now))
        return min(self.burst, left + (now - at) * self.each)


@dataclass
class Today:
    """Marks of who opened which link today, so that a second look is no second person. They cannot be turned back into an address."""

    day: date | None = None
    _key: bytes = b""
    _marks: set[bytes] = field(default_factory=set)

    def mark(self, *parts: str) -> bytes:
        return hashlib.blake2b("\0".join(parts).encode(errors="replace"), key=self._key, digest_size=8).digest()

    def is_new(self, day: date, *parts: str) -> bool:
        """True the first time on that day."""
        if day != self.day:
            self.day, self._key, self._marks = day, secrets.token_bytes(32), set()
        mark = self.mark(*parts)
        if mark in self._marks:
            return False
        if len(self._marks) < MOST_MARKS:
            self._marks.add(mark)
        return True
