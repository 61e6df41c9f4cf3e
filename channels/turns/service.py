"""One message of a worker, from the inbox to an answer on its way.

Runs under the conversation's lock, and may be run again from the start at any point.
"""

from datetime import UTC, datetime, timedelta

from channels import metrics
from channels.database import transaction
from channels.errors import BotBroke, BotDown, BotRefused
from channels.inbox import store as inbox
from channels.inbox.store import Received
from channels.messages import Answer, Channel, InboundMessage, Kind, Option, Reply
from channels.outbox import service as outbox
from channels.outbox import store as letters
from channels.outbox.pace import IN_FLIGHT_LEAST
from channels.queue import TryAgain
from channels.room import Room
from channels.turns import bot, ending, notices
from channels.turns.reading import Reading, read

# An answer that comes after a working day helps nobody, and the address would be kept for that long.
GIVE_UP_AFTER = timedelta(hours=6)
MOST_FAULTS = 6  # the bot is there and fails on this very message: about half a minute of tries


async def take(room: Room, inbound_id: int) -> None:
    """Answer it if that has not been done, and send what is still owed. Raises TryAgain."""
    async with transaction(room.pool) as connection:
        received = await inbox.get(connection, room.vault, inbound_id)
        owed = await letters.unsent_of(connection, room.vault, inbound_id) if received and received.message is None else []
    if received is None:
        return
    if received.message is None:
        await outbox.send_all(room, owed)
        return
    await _answer(room, received, received.message)


async def _answer(room: Room, received: Received, message: InboundMessage) -> None:
    now = datetime.now(UTC)
    reading = read(room, received, message, now)
    if reading.wait:
        metrics.count("rate_limited", message.channel)
        await notices.tell_once(room, received, message, "too_many_messages", now)
        raise TryAgain(timedelta(seconds=reading.wait))
    answer = reading.answer or await _ask(room, received, message, reading, now)
    owed = await ending.store(room, received, message, reading, answer, now)
    if message.via and (owed or message.channel is Channel.WEB):
        room.starts.note(message.via, answer.topic)
    await outbox.send_all(room, owed, begun=True)
    if not owed:
        await leave_to_the_first(room, received.id)


async def leave_to_the_first(room: Room, inbound_id: int) -> None:
    """Raises TryAgain while a letter of this turn is still to go out.

    A worker that seemed dead may live: then two run the same job. The one that came second has nothing to send, but if it ended the
    job, the first could not try again after a failure, and the letter would be lost.
    """
    async with transaction(room.pool) as connection:
        owed = await letters.unsent_of(connection, room.vault, inbound_id)
    if owed:
        metrics.count("turns", "left_to_another")
        raise TryAgain(timedelta(seconds=IN_FLIGHT_LEAST))


async def _ask(room: Room, received: Received, message: InboundMessage, reading: Reading, now: datetime) -> Answer:
    """The bot's answer; or, when there will be none, an honest line. Raises TryAgain."""
    age = now - received.received_at
    language = received.conversation.language or message.language or None
    words = reading.message.kind is Kind.TEXT and any(c.isalpha() for c in reading.message.text)
    if language is None and not words:  # a button, a code: no words to know it by: the country of the number it is
        language = notices.language_of(message)
    try:
        answer = await bot.ask(
            room, reading.message, conversation=received.conversation.pseudonym, message_id=received.message_id, language=language
        )
    except BotDown as error:
        metrics.count("bot_faults", "down")
        if age > GIVE_UP_AFTER:
            return _trouble(room, message, language)
        if age > notices.AFTER:
            await notices.tell_once(room, received, message, "takes_longer", now)
        raise TryAgain(timedelta(seconds=max(0.5, min(10.0, age.total_seconds() / 4)))) from error
    except BotBroke:
        metrics.count("bot_faults", "broke")
        await _once_more(room, received.id)
        return _trouble(room, message, language)
    except BotRefused:
        metrics.count("bot_faults", "refused")
        return _trouble(room, message, language)
    if not any(reply.text.strip() or reply.options for reply in answer.replies):
        metrics.count("bot_faults", "silent")
        answer = Answer(answer.language, _trouble(room, message, answer.language or language).replies, answer.ticket)
    if reading.cut:
        metrics.count("too_long", message.channel)
        key, spoken = "message_too_long", answer.language or language
        note = Reply(room.words.say(key, spoken), room.words.short(key, spoken))
        answer = Answer(answer.language, (note, *answer.replies), answer.ticket)
    return answer


async def after_fault(room: Room, inbound_id: int) -> None:
    """Something of ours failed on this message. Raises TryAgain a few times; then the worker gets an honest line."""
    await _once_more(room, inbound_id)
    async with transaction(room.pool) as connection:
        received = await inbox.get(connection, room.vault, inbound_id)
    if received and received.message:
        now, language = datetime.now(UTC), received.conversation.language
        reading = Reading(received.message, received.conversation.bucket, received.conversation.echo)
        owed = await ending.store(room, received, received.message, reading, _trouble(room, received.message, language), now)
        await outbox.send_all(room, owed, begun=True)
        if not owed:
            await leave_to_the_first(room, inbound_id)


async def _once_more(room: Room, inbound_id: int) -> None:
    """Raises TryAgain while there are tries left."""
    async with transaction(room.pool) as connection:
        faults = await inbox.add_fault(connection, inbound_id)
    if faults < MOST_FAULTS:
        raise TryAgain(timedelta(seconds=2 ** (faults - 1)))


def _trouble(room: Room, message: InboundMessage, language: str | None) -> Answer:
    spoken = language or notices.language_of(message)
    menu = (Option(room.words.say("opt_menu", spoken), "show_menu"),)
    return Answer(language, (Reply(room.words.say("trouble", spoken), room.words.short("trouble", spoken), menu),))
