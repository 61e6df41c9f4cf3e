"""Sending one letter after the other, and what becomes of each."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from channels import metrics
from channels.conversations import store as conversations
from channels.database import transaction
from channels.menus import store as menus
from channels.outbox import store, turnstile, window
from channels.outbox.dead import KEPT
from channels.outbox.pace import AMBIGUOUS_LEAST, IN_FLIGHT_LEAST, START_WITHIN, next_try
from channels.outbox.store import Letter
from channels.provider import DeliveryResult, Fault, Provider
from channels.queue import TryAgain
from channels.redaction import store as redaction
from channels.room import Room

# our clock and the provider's may differ by so much
SKEW = timedelta(seconds=30)
# a provider that cannot say for so long whether it has a message holds up everything behind it
UNKNOWN_FOR = timedelta(hours=1)
# keys of the one text that an opted-out person still gets: that the STOP was heard
LAST_WORDS = "bye:"


async def send_all(room: Room, letters: Sequence[Letter], *, begun: bool = False) -> None:
    """In order. `begun`: the first was stored as begun in this very run, so there is nothing to look up.

    Raises TryAgain when one did not go out and may go later; those behind it wait.
    """
    for position, letter in enumerate(letters):
        await send(room, letter, begun=begun and position == 0)


async def send(room: Room, letter: Letter, *, begun: bool = False) -> None:
    """Raises TryAgain."""
    provider, message = room.carrier(letter.message.channel), letter.message
    if provider is None:
        await _give_up(room, letter, Fault.REPAIRABLE, "provider_off")
        return
    attempts = letter.attempts
    if not begun:
        if letter.state == "sending" and letter.attempted_at and await _found(room, provider, letter, letter.attempted_at):
            return
        async with transaction(room.pool) as connection:
            if not letter.key.startswith(LAST_WORDS) and await conversations.is_opted_out(connection, letter.pseudonym):
                await store.set_state(connection, message.id, "dead", "opted_out")
                return
            closed = await window.is_closed(connection, letter)
        if closed and await window.park(room, letter):
            return
    await _wait_for_a_turn(room, letter, begun=begun)
    since = letter.read_at
    if not begun:
        since = time.monotonic()
        async with transaction(room.pool) as connection:
            await store.begin(connection, message.id)
        attempts += 1
    if time.monotonic() - since > START_WITHIN:
        metrics.count("sends", "too_late")
        raise TryAgain(timedelta(seconds=IN_FLIGHT_LEAST))
    result = await provider.send(message)
    metrics.count("sends", result.fault.value if result.fault else "accepted")
    if result.plain and message.rich:
        metrics.count("buttons_refused")
        async with transaction(room.pool) as connection:
            await menus.refused(connection, message.rich.content_id)
    if result.fault is None:
        async with transaction(room.pool) as connection:
            await store.accepted(connection, message.id, _mark(room, result.provider_id))
            if room.settings.twilio_redact:
                await redaction.add(connection, room.vault, provider.name, result.provider_id, redaction.AT_LATEST)
        return
    await _after_failure(room, letter, result, attempts)


async def _wait_for_a_turn(room: Room, letter: Letter, *, begun: bool) -> None:
    """Raises TryAgain."""
    try:
        await asyncio.sleep(await turnstile.wait_seconds(room, letter))
    except TryAgain:
        if begun:  # it was stored as being sent, and now is not: nothing to look up next time
            async with transaction(room.pool) as connection:
                await store.set_state(connection, letter.message.id, "waiting")
        raise


async def _after_failure(room: Room, letter: Letter, result: DeliveryResult, attempts: int) -> None:
    fault = result.fault or Fault.PERMANENT
    if fault is Fault.WINDOW_CLOSED and await window.park(room, replace(letter, attempts=attempts)):
        return
    wait = next_try(fault, attempts)
    if wait is None:
        await _give_up(room, letter, fault, result.code)
        return
    if fault is Fault.TRANSIENT:  # certainly not sent: no need to look for it. An ambiguous one stays "sending".
        async with transaction(room.pool) as connection:
            await store.set_state(connection, letter.message.id, "waiting", result.code)
    elif result.code.isdecimal():  # an answer, though not one to rely on: nothing is under way any more
        async with transaction(room.pool) as connection:
            await store.note(connection, letter.message.id, result.code)
    raise TryAgain(wait)


async def _found(room: Room, provider: Provider, letter: Letter, attempted_at: datetime) -> bool:
    """An attempt was begun and its end is unknown (a crash, a time-out): did the provider get it? Raises TryAgain."""
    least = AMBIGUOUS_LEAST if letter.code.isdecimal() else IN_FLIGHT_LEAST
    still_open = attempted_at + timedelta(seconds=least) - datetime.now(UTC)
    if still_open > timedelta(0):
        raise TryAgain(still_open)
    sids = await provider.find(letter.message, attempted_at - SKEW)
    if sids is None and datetime.now(UTC) - attempted_at > UNKNOWN_FOR:
        # a person decides whether it goes again; what comes after it must not wait for that
        await _give_up(room, letter, Fault.AMBIGUOUS, "unknown")
        return True
    if sids is None:
        raise TryAgain(timedelta(seconds=AMBIGUOUS_LEAST))
    async with transaction(room.pool) as connection:
        # a row of ours with the same words to the same person is another message, and has its own mark
        by_mark = {_mark(room, sid): sid for sid in sids}
        marks = await store.unknown_marks(connection, list(by_mark))
        if marks:
            await store.accepted(connection, letter.message.id, marks[-1])
            if room.settings.twilio_redact:
                await redaction.add(connection, room.vault, provider.name, by_mark[marks[-1]], redaction.AT_LATEST)
            metrics.count("sends", "found")
    return bool(marks)


async def _give_up(room: Room, letter: Letter, fault: Fault, code: str) -> None:
    async with transaction(room.pool) as connection:
        await store.set_state(connection, letter.message.id, "dead", code, keep=fault in KEPT)
        if fault is Fault.OPTED_OUT:
            await conversations.opt_out(connection, {letter.pseudonym, room.vault.pseudonym(letter.message.address)})
    metrics.count("dead_letters", code)


def _mark(room: Room, provider_id: str) -> str:
    return room.vault.fingerprint("sent", provider_id)
