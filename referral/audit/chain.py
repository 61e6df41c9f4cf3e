"""The chain of audit lines: each carries a keyed hash over itself and the hash before it, one chain for each desk and one for the rest.

A line that is changed, taken out or put in between breaks the chain. Cutting off the end does not:
compare with a head that was kept elsewhere.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from referral.seal import stretch
from referral.settings import settings

START = b"\0" * 32


@dataclass(frozen=True)
class Line:
    """`seq`: from 1 within the chain of its desk."""

    seq: int
    at: datetime
    what: str
    staff: uuid.UUID | None
    desk: uuid.UUID | None
    reference: str | None


@dataclass(frozen=True)
class Head:
    """The last line of a chain. `desk`: None for what belongs to no desk."""

    desk: uuid.UUID | None
    seq: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.desk or '-'} {self.seq} {self.hash.hex()}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """Raises ValueError."""
        desk, seq, digest_ = text.split()
        return cls(None if desk == "-" else uuid.UUID(desk), int(seq), bytes.fromhex(digest_))


def digest(line: Line, before: bytes) -> bytes:
    """The key comes from the settings, so the database alone cannot make a chain that fits."""
    parts = [line.seq, line.at.astimezone(UTC).isoformat(), line.what, line.staff, line.desk, line.reference, before.hex()]
    key = stretch.subkey(settings().lookup_key, "audit")
    return hmac.digest(key, json.dumps(parts, default=str).encode(), hashlib.sha256)


def breaks(lines: Iterable[tuple[Line, bytes]], kept: Mapping[tuple[uuid.UUID | None, int], bytes]) -> Iterator[str]:
    """What is wrong, one for each chain at most. `lines`: ordered by desk and seq. `kept`: hashes of lines that were written down."""
    missing = dict(kept)
    for desk, chain in groupby(lines, key=lambda pair: pair[0].desk):
        before = START
        for place, (line, found) in enumerate(chain, 1):
            if line.seq != place:
                yield f"chain {desk or '-'}: line {place} is missing"
                break
            before = digest(line, before)
            if not hmac.compare_digest(before, found):
                yield f"chain {desk or '-'}: line {line.seq} of {line.at.isoformat()} was changed"
                break
            if missing.pop((desk, line.seq), before) != before:
                yield f"chain {desk or '-'}: line {line.seq} is not the one that was written down"
                break
    for desk, seq in missing:
        yield f"chain {desk or '-'}: line {seq} was written down and is not here, or stands behind a break"
