"""The only place that talks to the bot."""

from typing import Any

import httpx

from channels.errors import BotBroke, BotDown, BotRefused
from channels.messages import Answer, InboundMessage, Kind, Location, Option, Reply
from channels.room import Room

PATH = "/webhooks/wegwijzer/turn"
TIMEOUT = httpx.Timeout(20.0, connect=2.0)
MOST_TEXT = 1000


async def ask(room: Room, message: InboundMessage, *, conversation: str, message_id: str, language: str | None) -> Answer:
    """The same `message_id` again gives the same answer. Raises BotDown, BotBroke, BotRefused."""
    body: dict[str, Any] = {
        "conversation": conversation,
        "message_id": message_id,
        "channel": message.channel.value,
        "language": language,
        "kind": message.kind.value,
        "text": message.text[:MOST_TEXT] if message.kind is Kind.TEXT else None,
        "payload": message.payload if message.kind is Kind.CHOICE else None,
        "location": _location(message.location) if message.kind is Kind.LOCATION else None,
    }
    headers = {"Authorization": f"Bearer {room.settings.bot_token}"}
    try:
        response = await room.http.post(
            room.settings.bot_url + PATH,
            json={k: v for k, v in body.items() if v is not None or k == "language"},
            headers=headers,
            timeout=TIMEOUT,
        )
    except httpx.HTTPError as error:
        raise BotDown(type(error).__name__) from None
    status = response.status_code
    # a wrong token or a missing path is our configuration, not this message: it waits until that is put right
    if status in (401, 403, 404, 429, 502, 503, 504):
        raise BotDown(str(status))
    if status >= 500:
        raise BotBroke(str(status))
    if status >= 400:
        raise BotRefused(str(status))
    try:
        return read(response.json())
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BotBroke("unreadable answer") from None


def read(body: dict[str, Any]) -> Answer:
    replies = tuple(
        Reply(
            text=str(r["text"]),
            sms=str(r.get("sms") or ""),
            options=tuple(Option(str(o["title"]), str(o["payload"])) for o in r.get("options") or ()),
            danger=bool(r.get("danger")),
            topic=str(r.get("topic") or ""),
        )
        for r in body["replies"]
    )
    contact = body.get("contact") or {}
    return Answer(language=body.get("language"), replies=replies, ticket=contact.get("ticket"))


def _location(location: Location | None) -> dict[str, float] | None:
    return {"lat": location.lat, "lon": location.lon} if location else None
