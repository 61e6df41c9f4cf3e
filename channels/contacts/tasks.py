"""The background task of the contacts."""

from procrastinate import Blueprint, JobContext

from channels.contacts import service
from channels.queue import Patience
from channels.room import Room

tasks = Blueprint()


@tasks.task(name="hand_in", queue="contacts", pass_context=True, retry=Patience())
async def hand_in(context: JobContext, sealed: str, since: str) -> None:
    """`sealed`: ticket, channel and address, so that no number stands in a job."""
    room: Room = context.additional_context["room"]
    await service.hand_in(room, sealed, since, context.job.attempts)
