"""Handing the address of a worker who asked for contact to the desk's room, which seals it to the case."""

from datetime import UTC, datetime, timedelta

import httpx

from channels import metrics
from channels.database import Connection
from channels.messages import Channel, InboundMessage
from channels.queue import HAND_IN, TryAgain, defer
from channels.room import Room

# a case may wait in the actions' spool while referral is down; after three days nobody expects it any more
GIVE_UP_AFTER = timedelta(hours=72)
TIMEOUT = httpx.Timeout(5.0, connect=2.0)


async def hand_in_later(room: Room, connection: Connection, ticket: str, message: InboundMessage) -> None:
    """A web chat has no address: its worker comes back with the case code."""
    if message.channel is Channel.WEB:
        return
    sealed = room.vault.seal([ticket, message.channel.value, message.address]).decode()
    await defer(room.queue, connection, HAND_IN, sealed=sealed, since=datetime.now(UTC).isoformat())


async def hand_in(room: Room, sealed: str, since: str, attempts: int) -> None:
    """Raises TryAgain until referral has taken it or it is too late."""
    ticket, channel, address = room.vault.open(sealed.encode())
    try:
        response = await room.http.post(
            f"{room.settings.referral_url}/internal/contacts",
            json={"ticket": ticket, "channel": channel, "address": address},
            headers={"Authorization": f"Bearer {room.settings.referral_channels_token}"},
            timeout=TIMEOUT,
        )
        accepted, known = response.is_success, str(response.status_code)
        never = response.status_code in (400, 422)
    except httpx.HTTPError:
        accepted, known, never = False, "unreachable", False
    metrics.count("contacts", "accepted" if accepted else known)
    if accepted or never:
        return
    if datetime.now(UTC) - datetime.fromisoformat(since) > GIVE_UP_AFTER:
        metrics.count("contacts", "given_up")
        return
    raise TryAgain(timedelta(seconds=min(600.0, 0.5 * 2 ** min(attempts, 12))))
