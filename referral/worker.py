"""`python -m referral.worker`: carries answers to channels and erases what is past its time."""

import asyncio
import logging
import sys
from datetime import timedelta

from procrastinate import App, PsycopgConnector
from pydantic import ValidationError

from deploy.base import logs
from referral.forward.tasks import add_to
from referral.retention.service import erase_old
from referral.settings import settings

log = logs.logger(__name__)
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


async def run() -> None:
    queue = make_queue()
    async with queue.open_async():
        await queue.run_worker_async(concurrency=4, listen_notify=True, delete_jobs="successful")


class WithoutArguments(logging.Filter):
    """The queue's library writes a job's arguments into its messages; ours are somebody's words, even sealed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("procrastinate") and hasattr(record, "job"):
            record.msg, record.args = f"job {record.__dict__.get('action', '')}", ()
            record.job = {"task": record.job.get("task_name"), "id": record.job.get("id")}
            record.exc_info = None
        return True


def main() -> None:
    logs.configure("referral-worker")
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutArguments())
    try:
        settings()
    except ValidationError as error:
        print(f"referral.worker does not start: {', '.join(str(e['loc'][0]) for e in error.errors())}", file=sys.stderr)
        sys.exit(2)
    asyncio.run(run())


if __name__ == "__main__":
    main()
