"""The queue: procrastinate on the room's own database. Jobs are named here, so that whoever defers one imports no task."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from channels.database import Connection
from channels.errors import StoreDown

TURN = "turns:take"
DELIVER = "outbox:deliver"
HAND_IN = "contacts:hand_in"
SLOWEST = 60.0  # seconds between tries after a fault of our own or of the database


class TryAgain(Exception):
    """Raised by a task: run me again in a while, with my lock, so that whatever came after me keeps waiting."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"again in {wait.total_seconds():.1f} s")
        self.wait = wait


class Patience(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, TryAgain):
            return RetryDecision(retry_at=datetime.now(UTC) + exception.wait)
        # nothing accepted is ever thrown away because we failed: a fault waits for the database, or for a person
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=min(SLOWEST, 0.5 * 2 ** min(job.attempts, 10))))


def make_queue() -> App:
    """For deferring; the worker adds the tasks."""
    return App(connector=PsycopgConnector(json_dumps=json.dumps))


def conversation_lock(pseudonym: str) -> str:
    return f"conversation:{pseudonym}"


async def defer(
    queue: App, connection: Connection, task: str, *, lock: str | None = None, wait: timedelta | None = None, **arguments: Any
) -> None:
    """In the transaction of `connection`: the job is there if and only if the row is. Raises StoreDown."""
    at = datetime.now(UTC) + wait if wait else None
    try:
        await queue.configure_task(task, lock=lock, connection=connection, schedule_at=at).defer_async(**arguments)
    except ConnectorException as error:
        raise StoreDown("the database does not answer") from error
