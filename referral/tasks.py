"""Every task of this room's queue."""

import asyncio
from datetime import timedelta

from procrastinate import App, PsycopgConnector

from deploy.base.logs import logger
from referral.forward.tasks import add_to
from referral.retention.service import erase_old
from referral.settings import settings

log = logger(__name__)
STALLED = timedelta(seconds=20)


def make_queue() -> App:
    queue = App(connector=PsycopgConnector(conninfo=settings().referral_database_url))
    add_to(queue)

    @queue.periodic(cron="17 * * * *")
    @queue.task(name="retention:erase", queueing_lock="retention")
    async def erase(timestamp: int) -> None:
        erased = await asyncio.to_thread(erase_old)
        if erased:
            log.info("cases erased", count=erased)

    @queue.periodic(cron="* * * * *")
    @queue.task(name="queue:free_stalled", queueing_lock="stalled")
    async def free_stalled(timestamp: int) -> None:
        # a worker that was killed left its job as "doing"
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED.total_seconds()):
            await queue.job_manager.retry_job(job)

    return queue
