"""Rasa's tracker store. It reads from and writes to the turn in progress; the channel does the one transaction (bot.store.journal)."""

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.store import snapshot, turn
from bot.store.journal import Journal


class ConversationStore(TrackerStore):
    """Outside a turn (Rasa's own API, which is off) it knows nobody and keeps nothing."""

    def __init__(self, domain: Domain | None = None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, event_broker)
        self.journal = Journal.from_environment()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        now = turn.current.get()
        if now is None or now.conversation != sender_id:
            return None
        return snapshot.tracker_from(now.state, sender_id, self._domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        now = turn.current.get()
        if now is not None and now.conversation == tracker.sender_id:
            now.tracker = tracker

    async def keys(self) -> Iterable[str]:
        return []
