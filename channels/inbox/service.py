"""Taking a message in: the row and its job in one transaction, so that neither is there without the other."""

from channels import metrics
from channels.database import Connection, transaction
from channels.errors import TooBusy
from channels.inbox import store
from channels.messages import InboundMessage
from channels.queue import TURN, conversation_lock, defer
from channels.room import Room
from channels.starts.code import taken_off


async def accept(room: Room, message: InboundMessage) -> bool:
    """False for a duplicate or a message over the sender's limit. Raises StoreDown: then the provider tries again."""
    async with transaction(room.pool) as connection:
        return await add(room, connection, message)


async def add(room: Room, connection: Connection, message: InboundMessage) -> bool:
    """As `accept`, in the caller's transaction. Raises TooBusy when too many wait over all."""
    if await room.crowd.is_full(connection, room.settings.channels_most_waiting):
        metrics.count("inbound_refused", message.channel)
        raise TooBusy("too many messages wait")
    message = taken_off(message)
    pseudonym = room.vault.pseudonym(message.sender)
    inbound_id, duplicate = await store.add(connection, room.vault, message, pseudonym)
    if inbound_id is None:
        metrics.count("inbound_duplicates" if duplicate else "inbound_dropped", message.channel)
        return False
    await defer(room.queue, connection, TURN, lock=conversation_lock(pseudonym), inbound_id=inbound_id)
    metrics.count("inbound", message.channel)
    return True
