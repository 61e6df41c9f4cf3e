"""A provider for tests only, as unlike Twilio as the interface allows: JSON, several messages in one post, its own signature, a challenge.

It is not part of any room: naming it in CHANNELS_PROVIDERS is all that brings it in.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import httpx

from channels.errors import BadSignature, Malformed
from channels.messages import Channel, InboundMessage, Kind, OutboundMessage
from channels.provider import DeliveryResult, Fault, StatusUpdate, Webhook
from channels.settings import Settings

KEY = b"key-of-the-pigeon"
LOFT: list[OutboundMessage] = []  # what was sent
ERASED: list[str] = []


def sign(body: bytes) -> str:
    return hmac.new(KEY, body, hashlib.sha256).hexdigest()


class Pigeon:
    name = "pigeon"
    channels = (Channel.WHATSAPP,)

    def parse(self, webhook: Webhook) -> Sequence[InboundMessage | StatusUpdate]:
        if not hmac.compare_digest(webhook.headers.get("x-pigeon", ""), sign(webhook.body)):
            raise BadSignature("wrong signature")
        try:
            return [self._one(entry) for entry in json.loads(webhook.body)["entries"]]
        except (ValueError, KeyError, TypeError) as error:
            raise Malformed("not for us") from error

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return query.get("challenge") if query.get("secret") == "coo" else None

    async def send(self, message: OutboundMessage) -> DeliveryResult:
        if "hawk" in message.address:
            return DeliveryResult(fault=Fault.PERMANENT, code="eaten")
        LOFT.append(message)
        return DeliveryResult(provider_id=f"feather-{message.id}")

    async def erase(self, provider_id: str, files: int = 0) -> bool:
        ERASED.append(provider_id)
        return True

    async def find(self, message: OutboundMessage, since: datetime) -> list[str] | None:
        return []

    def _one(self, entry: dict[str, str]) -> InboundMessage | StatusUpdate:
        if "status" in entry:
            return StatusUpdate(entry["ours"], f"feather-{entry['ours']}", entry["status"])
        return InboundMessage(entry["id"], Channel.WHATSAPP, entry["from"], entry["from"], Kind.TEXT, entry["text"])


def make(settings: Settings, http: httpx.AsyncClient) -> Pigeon:
    return Pigeon()
