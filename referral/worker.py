"""`python -m referral.worker`: carries answers to channels and erases what is past its time."""

import asyncio
import logging
import sys

from pydantic import ValidationError

from deploy.base import logs
from referral.forward.keys import announce, leave
from referral.settings import settings
from referral.tasks import beat, make_queue


async def run() -> None:
    own = await asyncio.to_thread(announce)
    queue = make_queue(own)
    alive = asyncio.create_task(beat(own))
    try:
        async with queue.open_async():
            await queue.run_worker_async(queues=["default", own.queue], concurrency=4, listen_notify=True, delete_jobs="successful")
    finally:
        alive.cancel()
        await asyncio.to_thread(leave, own)


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
