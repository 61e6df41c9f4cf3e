"""Collects what the bot says in one turn, in the shape that the contract asks."""

from typing import Any

from rasa.core.channels.channel import OutputChannel


class Replies(OutputChannel):
    """Each reply: {"text", "sms", "options": [{"title", "payload"}], "danger"}, and "topic" of an answer. At most one contact ticket."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []
        self.ticket: str | None = None

    @classmethod
    def name(cls) -> str:
        return "wegwijzer"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        spoken = message.get("custom") or {}
        if not spoken.get("text"):
            return
        self.ticket = spoken.get("ticket") or self.ticket
        about = {"topic": spoken["topic"]} if spoken.get("topic") else {}
        self.replies.append({key: spoken[key] for key in ("text", "sms", "options", "danger")} | about)

    @property
    def options(self) -> list[dict[str, str]]:
        """All buttons of this turn, in the order in which the channels number them."""
        return [option for reply in self.replies for option in reply["options"]]

    def answer(self, language: str) -> dict[str, Any]:
        """The body of the HTTP answer."""
        contact = {"contact": {"ticket": self.ticket}} if self.ticket else {}
        return {"language": language, "replies": self.replies, **contact}
