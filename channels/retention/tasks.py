"""Throwing away on time."""

from procrastinate import App, JobContext

from channels.database import transaction
from channels.retention import store
from channels.room import Room
from deploy.base.logs import logger

log = logger(__name__)
FAILED_JOBS_HOURS = 24


async def purge(context: JobContext, timestamp: int) -> None:
    room: Room = context.additional_context["room"]
    async with transaction(room.pool) as connection:
        gone = await store.purge(connection)
    await context.app.job_manager.delete_old_jobs(
        nb_hours=FAILED_JOBS_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
    if any(gone.values()):
        log.info("thrown away", **{what.replace(" ", "_"): number for what, number in gone.items() if number})


def register(queue: App) -> None:
    task = queue.task(name="retention:purge", queue="retention", queueing_lock="purge", pass_context=True)(purge)
    queue.periodic(cron="*/10 * * * *")(task)
