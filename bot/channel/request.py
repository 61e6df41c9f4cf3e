"""One turn as it arrives from the channels service, checked field by field."""

from dataclasses import dataclass
from typing import Any

from content.languages import LANGUAGES

KINDS = ("text", "choice", "media", "location", "sticker", "contact")
CHANNELS = ("whatsapp", "sms", "web")
LONGEST_TEXT = 1000


class Malformed(ValueError):
    """The body does not follow docs/contracts.md; the message names the field, never its value."""


@dataclass(frozen=True)
class TurnRequest:
    conversation: str
    message_id: str
    channel: str
    language: str | None
    kind: str
    text: str = ""
    payload: str = ""
    location: tuple[float, float] | None = None


def read(body: Any) -> TurnRequest:
    """The checked turn. Raises Malformed."""
    if not isinstance(body, dict):
        raise Malformed("body")
    conversation, message_id = _text(body, "conversation", 80), _text(body, "message_id", 64)
    if not conversation or not message_id:
        raise Malformed("conversation, message_id")
    kind, channel, language = body.get("kind", "text"), body.get("channel"), body.get("language")
    if kind not in KINDS:
        raise Malformed("kind")
    if channel not in CHANNELS:
        raise Malformed("channel")
    if language is not None and language not in LANGUAGES:
        raise Malformed("language")
    payload = _text(body, "payload", 200) if kind == "choice" else ""
    if kind == "choice" and not payload:
        raise Malformed("payload")
    location = _location(body.get("location")) if kind == "location" else None
    text = _text(body, "text", None)[:LONGEST_TEXT]
    return TurnRequest(conversation, message_id, channel, language, kind, text, payload, location)


def _text(body: dict[str, Any], name: str, longest: int | None) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str) or (longest is not None and len(value) > longest):
        raise Malformed(name)
    # half of an emoji (a lone surrogate) cannot be written down anywhere
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _location(value: Any) -> tuple[float, float]:
    try:
        lat, lon = float(value["lat"]), float(value["lon"])
    except (TypeError, KeyError, ValueError):
        raise Malformed("location") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Malformed("location")
    return lat, lon
