"""Background work of the outbox."""

from procrastinate import App, JobContext

from channels.database import transaction
from channels.outbox import service, store
from channels.queue import DELIVER, Patience
from channels.room import Room


async def deliver(context: JobContext, outbox_id: str) -> None:
    """A letter that belongs to no turn, or whose turn is over: a desk's message, a failure that the carrier told us later."""
    room: Room = context.additional_context["room"]
    async with transaction(room.pool) as connection:
        letter = await store.get_unsent(connection, room.vault, outbox_id)
    if letter is not None:
        await service.send(room, letter)


def register(queue: App) -> None:
    queue.task(name=DELIVER, queue="outbox", pass_context=True, retry=Patience())(deliver)
