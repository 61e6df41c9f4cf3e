"""Messages given up: what the operator sees of them, and sending them again. Never who or what."""

from dataclasses import dataclass
from datetime import datetime

from channels.database import Connection, transaction
from channels.provider import Fault
from channels.queue import DELIVER, defer
from channels.room import Room

# worth keeping for a person to send again; the others would only fail again
KEPT = (Fault.TRANSIENT, Fault.AMBIGUOUS, Fault.REPAIRABLE, Fault.WINDOW_CLOSED)


@dataclass(frozen=True)
class DeadLetter:
    """`can_retry` is False when its words are gone already."""

    id: str
    channel: str
    code: str
    attempts: int
    created_at: datetime
    finished_at: datetime
    can_retry: bool


async def listed(connection: Connection, most: int = 200) -> list[DeadLetter]:
    """The newest first."""
    rows = await connection.execute(
        "SELECT id, channel, coalesce(error_code, '') AS code, attempts, created_at, coalesce(finished_at, created_at) AS finished_at,"
        " sealed IS NOT NULL AS can_retry FROM outbox WHERE state = 'dead' ORDER BY finished_at DESC LIMIT %s",
        [most],
    )
    return [DeadLetter(**(row | {"id": str(row["id"])})) for row in await rows.fetchall()]


async def retry(room: Room, outbox_id: str | None = None) -> int:
    """That one, or all that can be. How many are on their way again. Raises StoreDown."""
    async with transaction(room.pool) as connection:
        rows = await connection.execute(
            "UPDATE outbox SET state = 'waiting', attempts = 0, error_code = NULL, provider_mark = NULL, finished_at = NULL"
            " WHERE state = 'dead' AND sealed IS NOT NULL AND (%(id)s::text IS NULL OR id::text = %(id)s) RETURNING id",
            {"id": outbox_id},
        )
        again = [str(row["id"]) for row in await rows.fetchall()]
        for one in again:
            await defer(room.queue, connection, DELIVER, lock=f"outbox:{one}", outbox_id=one)
    return len(again)
