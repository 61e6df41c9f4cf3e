"""The background task of the contacts."""

from procrastinate import App, JobContext

from channels.contacts import service
from channels.queue import HAND_IN, Patience
from channels.room import Room


async def hand_in(context: JobContext, sealed: str, since: str) -> None:
    """`sealed`: ticket, channel and address, so that no number stands in a job."""
    room: Room = context.additional_context["room"]
    await service.hand_in(room, sealed, since, context.job.attempts)


def register(queue: App) -> None:
    queue.task(name=HAND_IN, queue="contacts", pass_context=True, retry=Patience())(hand_in)
