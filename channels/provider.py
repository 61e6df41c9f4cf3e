"""The door to a message provider. Twilio is one; a second one is a second folder that fulfils `Provider`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from channels.messages import InboundMessage, OutboundMessage


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


class Provider(Protocol):
    def parse(self, form: Sequence[tuple[str, str]]) -> InboundMessage:
        """Raises Malformed."""
        ...

    async def send(self, message: OutboundMessage) -> DeliveryResult:
        """Never raises: a failure is a result."""
        ...

    async def erase(self, provider_id: str) -> bool:
        """True when the provider no longer has that message; False: not now (still under way, or the provider does not answer)."""
        ...

    async def find(self, message: OutboundMessage, since: datetime) -> list[str] | None:
        """Provider ids of messages with this address and body accepted after `since`; None when the provider cannot say now."""
        ...
