"""One turn in progress: what was known before, and what Rasa made of it. Handed to the tracker store through a context variable."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.tally.notes import Feedback


@dataclass
class Turn:
    """`state` is the opened snapshot (empty for a new conversation); `tracker` is set when Rasa saves.

    `feedback`: what the person said about an answer in this turn; counted when the turn is stored (docs/contracts.md).
    """

    conversation: str
    message_id: str
    version: int = 0
    state: dict[str, Any] = field(default_factory=dict)
    silence: timedelta = timedelta()
    tracker: Any = None
    failed: bool = False
    unreachable: bool = False  # it failed because the action server was not there: the same turn works again in a moment
    feedback: list[Feedback] = field(default_factory=list)

    @property
    def useful(self) -> dict[str, str]:
        """`answered`: the topic that was answered last; `asked`: the one that somebody was asked about, or said something about."""
        found: dict[str, str] = self.state.setdefault("useful", {})
        return found

    @property
    def new(self) -> bool:
        return self.version == 0

    @property
    def language(self) -> str | None:
        value = self.state.get("slots", {}).get("language")
        return value if isinstance(value, str) else None


current: ContextVar[Turn | None] = ContextVar("turn", default=None)
