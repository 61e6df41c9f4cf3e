"""Every task of this room's queue."""

import asyncio
from datetime import timedelta

from procrastinate import App, PsycopgConnector
from sqlalchemy.exc import OperationalError

from deploy.base.logs import logger
from referral.audit.reading import heads
from referral.forward.keys import BEAT, OwnKey, still_here, sweep
from referral.forward.tasks import add_late_to, add_to
from referral.notify.tasks import add_to as add_notifications
from referral.open_klant.tasks import add_to as add_open_klant
from referral.outreach.campaigns.tasks import add_to as add_prints
from referral.outreach.retention import erase_old as erase_outreach
from referral.retention.service import erase_old
from referral.settings import settings

log = logger(__name__)
STALLED = timedelta(seconds=20)


def make_queue(own: OwnKey | None = None) -> App:
    """`own`: the key of the worker that runs this queue."""
    queue = App(connector=PsycopgConnector(conninfo=settings().referral_database_url))
    add_to(queue, own)
    add_late_to(queue, own)
    add_notifications(queue)
    add_prints(queue)
    add_open_klant(queue)

    @queue.periodic(cron="17 * * * *")
    @queue.task(name="retention:erase", queueing_lock="retention")
    async def erase(timestamp: int) -> None:
        erased = await asyncio.to_thread(erase_old)
        if erased:
            log.info("cases erased", count=erased)
        if gone := await asyncio.to_thread(erase_outreach):
            log.info("rows of outreach erased", count=gone)

    @queue.periodic(cron="* * * * *")
    @queue.task(name="queue:free_stalled", queueing_lock="stalled")
    async def free_stalled(timestamp: int) -> None:
        # a worker that was killed left its job as "doing"
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED.total_seconds()):
            await queue.job_manager.retry_job(job)

    @queue.periodic(cron="5 3 * * *")
    @queue.task(name="audit:head", queueing_lock="audit-head")
    async def tell_heads(timestamp: int) -> None:
        # the log goes elsewhere than the database, and that is where an end that was cut off shows
        for head in await asyncio.to_thread(heads):
            log.info("audit head", desk=str(head.desk or "-"), seq=head.seq, hash=head.hash.hex())

    @queue.periodic(cron="* * * * *")
    @queue.task(name="forward:sweep", queueing_lock="sweep")
    async def sweep_lost(timestamp: int) -> None:
        lost = await asyncio.to_thread(sweep)
        if lost:
            log.info("answers wait for a member of their desk, because their worker ended", count=lost)

    return queue


async def beat(own: OwnKey) -> None:
    """Says every ten seconds that this worker runs; a database that is away for a moment does not end it."""
    while True:
        await asyncio.sleep(BEAT.total_seconds())
        try:
            await asyncio.to_thread(still_here, own)
        except OperationalError:
            log.warning("the database does not answer")
