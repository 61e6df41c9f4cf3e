"""Sealing everything again with the newest service key, so that the old one can be thrown away. May run beside the working room."""

from dataclasses import dataclass

from channels.database import transaction
from channels.room import Room

# (table, key column, sealed column); the last is the queue's own table, whose jobs carry a sealed argument
SEALED = (
    ("inbound", "id", "sealed"),
    ("outbox", "id", "sealed"),
    ("conversations", "pseudonym", "options"),
    ("redactions", "id", "sealed"),
)
BATCH = 500


@dataclass(frozen=True)
class Rotated:
    done: int
    unreadable: int  # sealed with a key that is not given: nobody can read those


async def reseal(room: Room) -> Rotated:
    """A row that changes meanwhile is left to whoever changed it: that was done with the newest key. Raises StoreDown."""
    done = unreadable = 0
    for table, key, column in SEALED:
        last = None
        while True:
            async with transaction(room.pool) as connection:
                rows = await (
                    await connection.execute(
                        f"SELECT {key} AS key, {column} AS sealed FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
                        f" AND (%(last)s::text IS NULL OR {key}::text > %(last)s) ORDER BY {key}::text LIMIT {BATCH}",
                        {"last": last},
                    )
                ).fetchall()
                for row in rows:
                    fresh = room.vault.reseal(row["sealed"])
                    if fresh is None:
                        unreadable += 1
                        continue
                    query = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608
                    done += (await connection.execute(query, [fresh, row["key"], row["sealed"]])).rowcount
            if not rows:
                break
            last = str(rows[-1]["key"])
    jobs = await _jobs(room)
    return Rotated(done + jobs.done, unreadable + jobs.unreadable)


async def _jobs(room: Room) -> Rotated:
    done = unreadable = 0
    async with transaction(room.pool) as connection:
        rows = await connection.execute(
            "SELECT id, args ->> 'sealed' AS sealed FROM procrastinate_jobs"
            " WHERE args ? 'sealed' AND status IN ('todo', 'doing') FOR UPDATE"
        )
        for row in await rows.fetchall():
            fresh = room.vault.reseal(row["sealed"].encode())
            if fresh is None:
                unreadable += 1
                continue
            query = "UPDATE procrastinate_jobs SET args = jsonb_set(args, '{sealed}', to_jsonb(%s::text)) WHERE id = %s"
            done += (await connection.execute(query, [fresh.decode(), row["id"]])).rowcount
    return Rotated(done, unreadable)
