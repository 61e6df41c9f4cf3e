"""The door to a message provider. Twilio is one; a second one is a second folder that fulfils `Provider`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from channels.messages import Channel, InboundMessage, OutboundMessage


class Fault(StrEnum):
    """Why a message did not go out, and so what is done about it."""

    TRANSIENT = "transient"  # certainly not accepted: try again
    AMBIGUOUS = "ambiguous"  # perhaps accepted: look first, then try again
    PERMANENT = "permanent"  # never try again
    REPAIRABLE = "repairable"  # the account or our settings are wrong: a person puts that right and sends it again
    CONTENT = "content"  # the buttons were refused: the plain text may go
    WINDOW_CLOSED = "window_closed"  # WhatsApp's 24 hours are over: only an approved template may go
    OPTED_OUT = "opted_out"  # the person wants nothing from us: remember that


@dataclass(frozen=True)
class DeliveryResult:
    """`provider_id` when accepted, else `fault` and the provider's `code` (an HTTP status or an error number, as text)."""

    provider_id: str = ""
    fault: Fault | None = None
    code: str = ""
    plain: bool = False  # the buttons were refused and the plain text went instead


@dataclass(frozen=True)
class Webhook:
    """What a provider posted to us: `url` as that provider knows it (our public address, path and query), header names in small letters."""

    url: str
    kind: str  # the last part of the path
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class StatusUpdate:
    """What became of a message. `outbox_id` is our own id of it, `status` one of the words of channels/outbox/ranks.py."""

    outbox_id: str
    provider_id: str
    status: str
    code: str = ""
    fault: Fault | None = None


class Provider(Protocol):
    """One folder, one module with `make(settings, http) -> Provider | None`, named in CHANNELS_PROVIDERS (docs/providers.md)."""

    name: str  # the first part of the path of its webhooks
    channels: tuple[Channel, ...]  # what it carries

    def parse(self, webhook: Webhook) -> Sequence[InboundMessage | StatusUpdate]:
        """Checks the signature first. Raises BadSignature, Malformed."""
        ...

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """The answer to a GET with which some providers prove an address; None when there is none."""
        ...

    async def send(self, message: OutboundMessage) -> DeliveryResult:
        """Never raises: a failure is a result."""
        ...

    async def erase(self, provider_id: str, files: int = 0) -> bool:
        """True when the provider no longer has that message nor the `files` that came with it; False: not now (still under way, or the
        provider does not answer)."""
        ...

    async def find(self, message: OutboundMessage, since: datetime) -> list[str] | None:
        """Provider ids of messages with this address and body accepted after `since`; None when the provider cannot say now."""
        ...
