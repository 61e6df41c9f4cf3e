"""`python -m channels.worker`: answers messages and sends what is to be sent. Several may run side by side."""

import asyncio
import signal
from contextlib import suppress
from typing import Any

import psycopg
from procrastinate import App
from procrastinate import exceptions as queue_errors
from procrastinate.jobs import DeleteJobCondition
from procrastinate.worker import Worker

from channels import metrics
from channels.__main__ import load_settings
from channels.contacts import tasks as contacts
from channels.outbox import tasks as outbox
from channels.redaction import tasks as redaction
from channels.retention import tasks as retention
from channels.room import Room, open_room
from channels.settings import Settings
from channels.starts.service import keep_handing_in
from channels.turns import tasks as turns
from deploy.base import logs

log = logs.logger(__name__)
CONCURRENCY = 20
HEARTBEAT = 1.0
SILENT = 4.0  # a process that has not given a sign of life for so long is dead; its jobs are taken over
POLL = 0.25  # for jobs whose time has come: nothing announces those


class Reminder(asyncio.Event):
    """The worker clears this after each look at the queue, also when it was set while that look was under way, and would then sleep.

    So one that was set survives the first clearing: a whole look always begins after it.
    """

    _lives = 0

    def set(self) -> None:
        self._lives = 2
        super().set()

    def clear(self) -> None:
        self._lives = max(0, self._lives - 1)
        if not self._lives:
            super().clear()


class PromptWorker(Worker):
    """Looks for the next job as soon as one ends: it may be the next message of the same conversation, which the lock held back."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._new_job_event = Reminder()

    async def _persist_job_status(self, *args: Any, **kwargs: Any) -> None:
        await super()._persist_job_status(*args, **kwargs)
        self._new_job_event.set()


def add_tasks(queue: App) -> App:
    for folder in (turns, outbox, contacts, redaction, retention):
        folder.register(queue)
    return queue


def make_worker(room: Room) -> Worker:
    return PromptWorker(
        room.queue,
        concurrency=CONCURRENCY,
        delete_jobs=DeleteJobCondition.SUCCESSFUL,
        additional_context={"room": room},
        fetch_job_polling_interval=POLL,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=SILENT,
        shutdown_graceful_timeout=5.0,
        install_signal_handlers=False,
    )


async def rescue(queue: App) -> None:
    """Puts back the jobs of processes that died in the middle of one."""
    while True:
        await asyncio.sleep(HEARTBEAT)
        with suppress(queue_errors.ConnectorException, psycopg.Error):
            for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
                with suppress(queue_errors.ConnectorException):  # another worker was first
                    await queue.job_manager.retry_job(job)
                    metrics.count("jobs_rescued")
                    log.warning("took over a job of a process that died", job=job.id, task=job.task_name)


async def work(room: Room, stopped: asyncio.Event) -> None:
    """Until `stopped`. When the database goes away it waits for it to come back."""
    add_tasks(room.queue)
    async with room.queue.open_async(pool=room.pool):
        helpers = [
            asyncio.create_task(rescue(room.queue)),
            asyncio.create_task(metrics.keep_flushing(room.pool)),
            asyncio.create_task(keep_handing_in(room)),
        ]
        end = asyncio.create_task(stopped.wait())
        while not stopped.is_set():
            worker = make_worker(room)
            working = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
            await asyncio.wait([working, end], return_when=asyncio.FIRST_COMPLETED)
            worker.stop()  # type: ignore[no-untyped-call]
            error = (await asyncio.gather(working, return_exceptions=True))[0]
            if not stopped.is_set():
                log.error("worker stopped, starting again", error=type(error).__name__)
                await asyncio.sleep(1.0)
        for helper in (*helpers, end):
            helper.cancel()
        await asyncio.gather(*helpers, return_exceptions=True)
        await metrics.flush(room.pool)


async def run(settings: Settings) -> None:
    """Until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with open_room(settings) as room:
        await work(room, stopped)


def main() -> None:
    logs.configure("channels-worker")
    asyncio.run(run(load_settings()))


if __name__ == "__main__":
    main()
