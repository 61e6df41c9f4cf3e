"""What a turn leaves behind for the editors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LONGEST_MISSING = 500  # letters of "what was missing"


@dataclass(frozen=True)
class Feedback:
    """`topic`: what the answer was about; `useful`: yes or no, None when only words came; `missing`: the person's own words, or empty."""

    topic: str
    useful: bool | None = None
    missing: str = ""

    @classmethod
    def read(cls, value: Any) -> Feedback | None:
        """From the slot `feedback`; None when it says nothing."""
        if not isinstance(value, dict) or not isinstance(value.get("topic"), str) or not value["topic"]:
            return None
        useful, missing = value.get("useful"), str(value.get("missing") or "")[:LONGEST_MISSING].strip()
        told = cls(value["topic"][:40], useful if isinstance(useful, bool) else None, missing)
        return told if told.useful is not None or told.missing else None


@dataclass
class Notes:
    """`gap`: the words of a message that got no answer, in memory only; the store keeps what decision 8 allows."""

    language: str
    gap: str = ""
    feedback: list[Feedback] = field(default_factory=list)
