"""What the provider tells us about a message later on."""

import uuid
from datetime import timedelta

from channels import metrics
from channels.conversations import store as conversations
from channels.database import Connection, transaction
from channels.menus import store as menus
from channels.messages import Channel
from channels.outbox import store, window
from channels.outbox.dead import KEPT
from channels.outbox.pace import CALLBACK_LEAST, delay, next_try
from channels.outbox.ranks import TERMINAL, moves_forward, named
from channels.provider import Fault, StatusUpdate
from channels.queue import DELIVER, defer
from channels.redaction import store as redaction
from channels.room import Room

FAILURES = ("failed", "undelivered")


async def apply(room: Room, update: StatusUpdate) -> None:
    """Moves the message forward only. A failure that may pass is sent again after a while. Raises StoreDown."""
    outbox_id, provider_id, code, fault = update.outbox_id, update.provider_id, update.code, update.fault
    state = named(update.status)
    if state is None or not _is_uuid(outbox_id):
        return
    metrics.count("status_callbacks", state)
    mark = room.vault.fingerprint("sent", provider_id)
    async with transaction(room.pool) as connection:
        row = await store.lock_row(connection, outbox_id)
        if row is None or (row["provider_mark"] and row["provider_mark"] != mark) or not moves_forward(row["state"], state):
            return  # unknown, about an attempt of earlier, or late
        if state in TERMINAL and row["state"] not in TERMINAL and room.settings.twilio_redact:
            await _erase(room, connection, row["channel"], provider_id)
        if state in FAILURES and fault is Fault.OPTED_OUT:
            await conversations.opt_out(connection, {row["pseudonym"]})
        if state in FAILURES and fault is Fault.CONTENT and row["sealed"]:
            sent = store.as_letter(room.vault, row)
            if sent.message.rich and not sent.message.rich.only:
                await menus.refused(connection, sent.message.rich.content_id)
                await store.without_buttons(connection, room.vault, sent)
                await _again(room, connection, outbox_id, 0, code)
                return
        if state in FAILURES and fault is Fault.TRANSIENT and row["sealed"] and next_try(fault, row["attempts"]) is not None:
            await _again(room, connection, outbox_id, row["attempts"], code)
            return
        if state in FAILURES and fault in KEPT:  # a person may send it again
            await store.set_state(connection, outbox_id, "dead", code, mark, keep=True)
        else:
            await store.set_state(connection, outbox_id, state, code, mark)
        letter = store.as_letter(room.vault, row) if state in FAILURES and fault is Fault.WINDOW_CLOSED and row["sealed"] else None
    if letter is not None and await window.park(room, letter):
        return
    if state in FAILURES:
        metrics.count("dead_letters", code or state)


async def _again(room: Room, connection: Connection, outbox_id: str, attempts: int, code: str) -> None:
    await store.set_state(connection, outbox_id, "waiting", code)
    await connection.execute("UPDATE outbox SET provider_mark = NULL WHERE id = %s", [outbox_id])
    # a lock of its own: the conversation goes on meanwhile
    wait: timedelta = delay(attempts, CALLBACK_LEAST)
    await defer(room.queue, connection, DELIVER, lock=f"outbox:{outbox_id}", wait=wait, outbox_id=outbox_id)


async def _erase(room: Room, connection: Connection, channel: str, provider_id: str) -> None:
    if provider := room.carrier(Channel(channel)):
        await redaction.add(connection, room.vault, provider.name, provider_id, redaction.AFTER_END)


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
