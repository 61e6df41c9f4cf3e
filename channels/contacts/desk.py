"""A desk's message into the outbox."""

from channels.database import transaction
from channels.messages import Channel, Reply
from channels.outbox import store
from channels.queue import DELIVER, defer
from channels.render import sms, whatsapp
from channels.room import Room


async def send_later(room: Room, message_id: str, channel: str, address: str, text: str, language: str) -> None:
    """The row and its job in one transaction; the same id again changes nothing. Raises StoreDown."""
    where = Channel(channel)
    # words of a person: their stars and underscores are theirs, not marks of ours
    reply = Reply(whatsapp.escape(text) if where is Channel.WHATSAPP else text)
    bodies = sms.render([reply]) if where is Channel.SMS else whatsapp.render([reply])
    async with transaction(room.pool) as connection:
        for part, body in enumerate(bodies):
            draft = store.Draft(
                f"desk:{message_id}:{part}", where, room.vault.pseudonym(address), address, body, None, part, "desk", language
            )
            if letter := await store.add(connection, room.vault, draft):
                # one lock for all parts keeps them in order
                await defer(room.queue, connection, DELIVER, lock=f"desk:{message_id}", outbox_id=letter.message.id)
