"""The background task of a turn."""

from procrastinate import App, JobContext

from channels.errors import StoreDown
from channels.queue import TURN, Patience, TryAgain
from channels.room import Room
from channels.turns import service
from deploy.base.logs import logger

log = logger(__name__)


async def take(context: JobContext, inbound_id: int) -> None:
    room: Room = context.additional_context["room"]
    try:
        await service.take(room, inbound_id)
    except (TryAgain, StoreDown):
        raise
    except Exception as error:  # a fault of ours must not hold up the conversation for ever
        log.exception("turn failed", inbound=inbound_id, error=type(error).__name__)
        await service.after_fault(room, inbound_id)


def register(queue: App) -> None:
    queue.task(name=TURN, queue="turns", pass_context=True, retry=Patience())(take)
