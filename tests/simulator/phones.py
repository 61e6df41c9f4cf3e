"""The phones of the simulator: what each person wrote, what Twilio brought, and what Twilio was asked to send."""

import time
from dataclasses import dataclass
from typing import Any

from channels.render.segments import cost
from tests.channels.twilio_double import TwilioDouble


@dataclass
class Said:
    """One thing that a person did."""

    phone: str
    text: str
    at: float
    status: int  # what the webhook answered


# numbers of the tests' own: nobody has them
START = (
    ("whatsapp:+48600000101", "Polski · WhatsApp"),
    ("whatsapp:+359870000102", "Български · WhatsApp"),
    ("+31600000103", "Nederlands · SMS"),
    ("+40700000104", "Română · SMS"),
)
# what a phone can send besides words: the fields that Twilio adds
KINDS: dict[str, dict[str, str]] = {
    "voice": {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "audio/ogg", "MessageType": "audio"},
    "picture": {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "image/jpeg", "MessageType": "image"},
    "sticker": {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "image/webp", "MessageType": "sticker"},
    "contact": {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "text/vcard", "MessageType": "contacts"},
    "location": {"Latitude": "51.9225", "Longitude": "4.4792", "MessageType": "location"},
}


class Phones:
    def __init__(self, double: TwilioDouble) -> None:
        self.double = double
        self.names = dict(START)
        self.said: list[Said] = []

    def add(self, address: str) -> None:
        self.names.setdefault(address, "WhatsApp" if address.startswith("whatsapp:") else "SMS")

    def say(self, phone: str, text: str, kind: str = "") -> int:
        """The status of the webhook. `kind`: one of KINDS, or "" for words."""
        answer = self.double.text(phone, text, **KINDS.get(kind, {}))
        self.said.append(Said(phone, text or f"[{kind}]", time.time(), answer.status_code))
        return answer.status_code

    def tap(self, sid: str, title: str) -> int:
        """Raises StopIteration or KeyError for what is not there."""
        message = next(m for m in self.double.messages if m.sid == sid)
        answer = self.double.tap(message, title)
        self.said.append(Said(message.to, title, time.time(), answer.status_code))
        return answer.status_code

    def state(self) -> list[dict[str, Any]]:
        """Each phone with its lines in order of time."""
        return [{"phone": phone, "name": name, "lines": self._lines(phone)} for phone, name in self.names.items()]

    def _lines(self, phone: str) -> list[dict[str, Any]]:
        mine = [{"mine": True, "text": s.text, "at": s.at, "note": f"webhook {s.status}"} for s in self.said if s.phone == phone]
        theirs = [self._shown(m) for m in list(self.double.messages) if m.to == phone]
        return sorted([*mine, *theirs], key=lambda line: float(str(line["at"])))

    def _shown(self, message: Any) -> dict[str, Any]:
        counted = cost(message.body)
        sms = not message.to.startswith("whatsapp:")
        note = f"{counted.encoding}, {counted.units} units, {counted.segments} parts" if sms else f"{len(message.body)} characters"
        return {
            "mine": False, "sid": message.sid, "text": message.body, "at": message.at, "note": f"{note} · {' → '.join(message.statuses)}",
            "choices": [title for title, _ in self.double.contents.choices(message.content)],
            "list": bool(message.content) and self.double.contents.is_list(message.content),
            "fields": message.fields, "deleted": message.sid in self.double.deleted,
        }  # fmt: skip
