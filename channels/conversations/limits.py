"""How fast a conversation may go, and when it is two machines talking. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LOOP_COUNT = 20
LOOP_WINDOW = timedelta(minutes=5)


@dataclass(frozen=True)
class Bucket:
    """A token bucket: `tokens` were left at `at`."""

    tokens: float
    at: datetime

    def take(self, now: datetime, burst: int, pace: float) -> tuple["Bucket", float]:
        """The bucket after one more message, and the seconds to wait first (0: it may go now, and the token is taken)."""
        tokens = min(float(burst), self.tokens + max(0.0, (now - self.at).total_seconds()) * pace)
        if tokens >= 1:
            return Bucket(tokens - 1, now), 0.0
        return Bucket(tokens, now), (1 - tokens) / pace


@dataclass(frozen=True)
class Echo:
    """How often the same message came one after another: an auto-reply answers every message of ours with the same words."""

    mark: str
    count: int
    since: datetime

    def hear(self, mark: str, now: datetime) -> "Echo":
        if mark == self.mark and now - self.since <= LOOP_WINDOW:
            return Echo(mark, self.count + 1, self.since)
        return Echo(mark, 1, now)

    @property
    def is_loop(self) -> bool:
        return self.count > LOOP_COUNT
