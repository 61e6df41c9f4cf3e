"""The jobs of campaigns: a file is printed, old files are erased."""

import asyncio
import uuid

from procrastinate import App, JobContext, RetryStrategy

from deploy.base.logs import logger
from referral.outreach.campaigns import runs

log = logger(__name__)
TRIES = 3


def add_to(queue: App) -> None:
    @queue.task(name=runs.TASK, retry=RetryStrategy(max_attempts=TRIES, wait=5), pass_context=True)
    async def print_run(context: JobContext, run: str) -> None:
        try:
            await asyncio.to_thread(runs.work, uuid.UUID(run))
        except Exception as error:
            log.error("a file with posters could not be made", kind=type(error).__name__)
            if (context.job.attempts if context.job else 0) + 1 >= TRIES:
                await asyncio.to_thread(runs.fail, uuid.UUID(run))
                return
            raise

    @queue.periodic(cron="*/15 * * * *")
    @queue.task(name="outreach:erase_prints", queueing_lock="erase-prints")
    async def erase(timestamp: int) -> None:
        await asyncio.to_thread(runs.erase_old)
