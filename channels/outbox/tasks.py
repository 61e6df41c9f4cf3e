"""Background work of the outbox."""

from procrastinate import Blueprint, JobContext

from channels.database import transaction
from channels.outbox import service, store
from channels.queue import Patience
from channels.room import Room

tasks = Blueprint()


@tasks.task(name="deliver", queue="outbox", pass_context=True, retry=Patience())
async def deliver(context: JobContext, outbox_id: str) -> None:
    """A letter that belongs to no turn, or whose turn is over: a desk's message, a failure that the carrier told us later."""
    room: Room = context.additional_context["room"]
    async with transaction(room.pool) as connection:
        letter = await store.get_unsent(connection, room.vault, outbox_id)
    if letter is not None:
        await service.send(room, letter)
