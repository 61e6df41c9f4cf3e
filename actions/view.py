"""What an action sees of a conversation: the last message and the slots, with nothing of rasa-sdk around it."""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.interfaces import Tracker

SURE = 0.7
SHORT = 4  # words; a longer text is rather an answer than an order
WISH = 8  # words; "I would like to talk to a person" is still a wish


@dataclass(frozen=True)
class View:
    text: str = ""
    intent: str = ""
    confidence: float = 1.0
    kind: str = "text"
    entities: dict[str, str] = field(default_factory=dict)
    slots: dict[str, Any] = field(default_factory=dict)
    conversation: str = ""
    ranking: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> "View":
        message = tracker.latest_message or {}
        intent = message.get("intent") or {}
        return cls(
            text=message.get("text") or "",
            intent=intent.get("name") or "",
            confidence=float(intent.get("confidence") or 0.0),
            kind=(message.get("metadata") or {}).get("kind", "text"),
            entities={e["entity"]: str(e["value"]) for e in message.get("entities", [])},
            slots=dict(tracker.slots),
            conversation=tracker.sender_id,
            ranking=tuple((r["name"], float(r["confidence"])) for r in message.get("intent_ranking") or [] if r.get("name")),
        )

    @property
    def language(self) -> str:
        return str(self.slots.get("language") or "en")

    @property
    def choice(self) -> str | None:
        """The value of a button of this bot's questions, else None."""
        return self.entities.get("value") if self.kind == "choice" and self.intent == "choose" else None

    @property
    def nearest(self) -> str:
        """The likeliest intent, however unlikely."""
        return self.ranking[0][0] if self.ranking else ""

    @property
    def is_order(self) -> bool:
        """True when the intent can be taken at its word: a button, or a short and clear message."""
        return self.kind != "text" or (self.confidence >= SURE and len(self.text.split()) <= SHORT)

    @property
    def is_wish(self) -> bool:
        """True for a button and for a clear message of a few words more than an order has."""
        return self.kind != "text" or (self.confidence >= SURE and len(self.text.split()) <= WISH)

    def asks(self, likely: float) -> bool:
        """True for a short text with a question mark about something known."""
        return self.text.rstrip().endswith(("?", ";")) and self.confidence >= likely and len(self.text.split()) <= 12
