"""How long a page may be kept: until its figures could change, which is at midnight in Amsterdam."""

import hashlib
from datetime import UTC, datetime, timedelta

from referral.outreach.calendar import AMSTERDAM

MOST = 300  # seconds: an editor's correction is everywhere after that


def seconds(now: datetime) -> int:
    """`max-age` of a page of today, at least 1: never past midnight, because a figure may end then."""
    here = now.astimezone(AMSTERDAM)
    midnight = datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), AMSTERDAM).astimezone(UTC)
    return max(1, min(MOST, int((midnight - now).total_seconds())))


def tag(body: bytes) -> str:
    """A strong ETag."""
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def unchanged(if_none_match: str, etag: str) -> bool:
    """Whether the reader has this very version (RFC 9110: weak comparison, a list, or `*`)."""
    asked = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return etag in asked or "*" in asked
