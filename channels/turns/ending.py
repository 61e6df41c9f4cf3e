"""The one transaction that ends a turn: words wiped, answer stored, conversation remembered, address handed on if the worker wants that."""

from dataclasses import replace
from datetime import datetime, timedelta

from channels import metrics
from channels.contacts import service as contacts
from channels.conversations import store as conversations
from channels.database import Connection, transaction
from channels.inbox import store as inbox
from channels.inbox.store import Received
from channels.menus import shapes
from channels.menus import store as menus
from channels.messages import Answer, Channel, InboundMessage, Rich
from channels.outbox import store as letters
from channels.outbox import window
from channels.outbox.service import LAST_WORDS
from channels.redaction import store as redaction
from channels.render import fitting, render
from channels.room import Room
from channels.turns import pages
from channels.turns.reading import Reading
from channels.turns.reserved import Word
from channels.webchat import transcript


async def store(
    room: Room, received: Received, message: InboundMessage, reading: Reading, answer: Answer, now: datetime
) -> list[letters.Letter]:
    """What is now to be sent. Empty when another process was first: then that one sends."""
    talk = received.conversation
    if message.channel is Channel.SMS:
        spoken = answer.language or talk.language
        said = room.words.for_sms(answer.replies, spoken)
        footer = room.words.footer(spoken) if answer.options else ""
        page = pages.of(room.settings.channels_info_url, spoken)
        answer = replace(answer, replies=fitting.fitted(said, footer, page, room.words.short("language_hint", spoken)))
    async with transaction(room.pool) as connection:
        if not await inbox.mark_answered(connection, received.id):
            return []
        await _opting(room, connection, reading, message, talk.pseudonym)
        if message.channel is not Channel.WEB and reading.word is not Word.STOP:
            await window.release(room, connection, talk.pseudonym, room.vault.pseudonym(message.address))
        options = [[option.title, option.payload] for option in answer.options]
        await conversations.remember(
            connection,
            talk.pseudonym,
            language=answer.language or (message.language or None if not talk.language else None),
            sealed_options=room.vault.seal(options) if options else None,
            bucket=reading.bucket,
            echo=reading.echo,
        )
        if answer.ticket:
            await contacts.hand_in_later(room, connection, answer.ticket, message)
        if message.channel is not Channel.WEB and room.settings.twilio_redact:
            await _erase(room, connection, message)
        owed = await _reply(room, connection, received, message, reading, answer)
    metrics.count("turns", "answered" if answer.replies else "silent")
    metrics.count("turn_seconds", amount=(now - received.received_at).total_seconds())
    return owed


async def _reply(
    room: Room, connection: Connection, received: Received, message: InboundMessage, reading: Reading, answer: Answer
) -> list[letters.Letter]:
    if not answer.replies:
        return []
    key = f"{LAST_WORDS if reading.word is Word.STOP else 'reply:'}{received.message_id}"
    if message.channel is Channel.WEB:
        await transcript.add_replies(connection, message.address, key, answer.replies)
        return []
    footer = room.words.footer(answer.language or received.conversation.language) if answer.options else ""
    bodies = render(message.channel, answer.replies, footer)
    language = answer.language or received.conversation.language
    rich = await _buttons(room, connection, message.channel, answer, language) if len(bodies) == 1 else None
    owed = []
    for part, body in enumerate(bodies):
        draft = letters.Draft(
            f"{key}:{part}", message.channel, received.conversation.pseudonym, message.address, body, received.id, part, rich=rich
        )
        if letter := await letters.add(connection, room.vault, draft, begun=part == 0):
            owed.append(letter)
    return owed


async def _erase(room: Room, connection: Connection, message: InboundMessage) -> None:
    if provider := room.carrier(message.channel):
        await redaction.add(connection, room.vault, provider.name, message.provider_id, timedelta(0), message.files)


async def _buttons(room: Room, connection: Connection, channel: Channel, answer: Answer, language: str | None) -> Rich | None:
    """The same turn with buttons, when it is one reply that is laid down at the provider."""
    if channel is not Channel.WHATSAPP or len(answer.replies) != 1 or not answer.options:
        return None
    menu = shapes.shape(answer.replies[0].text, answer.options, language or "en", room.words.say("opt_choose", language))
    return await menus.rich(connection, menu) if menu else None


async def _opting(room: Room, connection: Connection, reading: Reading, message: InboundMessage, pseudonym: str) -> None:
    # both names of the person: a desk's message knows only the address
    both = {pseudonym, room.vault.pseudonym(message.address)}
    if reading.word is Word.STOP:
        await conversations.opt_out(connection, both)
        metrics.count("opt_outs", message.channel)
    elif reading.word is Word.START and await conversations.opt_in(connection, both):
        metrics.count("opt_ins", message.channel)
