"""A line about waiting, told once: better than silence."""

from contextlib import suppress
from datetime import datetime, timedelta

from channels.conversations import store as conversations
from channels.database import transaction
from channels.inbox.store import Received
from channels.messages import Channel, InboundMessage, Reply
from channels.outbox import service as outbox
from channels.outbox import store as letters
from channels.outbox.pace import IN_FLIGHT_LEAST
from channels.queue import DELIVER, TryAgain, defer
from channels.render import render
from channels.room import Room
from channels.webchat import transcript
from channels.wording import guess_language

AFTER = timedelta(seconds=30)
NOT_AGAIN_FOR = timedelta(minutes=10)


def language_of(message: InboundMessage) -> str | None:
    """The web page's language, or what the country of the address suggests."""
    return message.language or guess_language(message.address)


async def tell_once(room: Room, received: Received, message: InboundMessage, key: str, now: datetime) -> None:
    """Nothing when this conversation was told something in the last ten minutes, or wants nothing from us."""
    talk = received.conversation
    if talk.opted_out or (talk.told_at and now - talk.told_at < NOT_AGAIN_FOR):
        return
    language = talk.language or language_of(message)
    reply = Reply(room.words.say(key, language), room.words.short(key, language))
    if not reply.text:
        return
    row_key = f"notice:{key}:{received.message_id}"
    owed = []
    async with transaction(room.pool) as connection:
        await conversations.mark_told(connection, talk.pseudonym, now)
        if message.channel is Channel.WEB:
            await transcript.add_replies(connection, message.address, row_key, (reply,))
        else:
            body = "\n".join(render(message.channel, (reply,)))
            draft = letters.Draft(row_key, message.channel, talk.pseudonym, message.address, body, received.id)
            if letter := await letters.add(connection, room.vault, draft, begun=True):
                owed, name = [letter], letter.message.id
                # looks after it when it does not go out now, or when this process dies on the way
                wait = timedelta(seconds=IN_FLIGHT_LEAST)
                await defer(room.queue, connection, DELIVER, lock=f"outbox:{name}", wait=wait, outbox_id=name)
    with suppress(TryAgain):
        await outbox.send_all(room, owed, begun=True)
