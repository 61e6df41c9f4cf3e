"""Once a minute: delete at the provider what is due."""

import asyncio

from procrastinate import App, JobContext

from channels import metrics
from channels.database import transaction
from channels.redaction import store
from channels.redaction.store import Due
from channels.room import Room

BATCH, AT_ONCE = 100, 5


async def run(room: Room) -> int:
    """How many are gone. Stops at the first batch of which nothing went: then the provider is the trouble."""
    gone = 0
    while room.providers:
        async with transaction(room.pool) as connection:
            entries = await store.due(connection, room.vault, BATCH)
            limit = asyncio.Semaphore(AT_ONCE)
            answers = await asyncio.gather(*(_erase(room, entry, limit) for entry in entries))
            finished = [e.id for e, erased in zip(entries, answers, strict=True) if erased or e.attempts >= store.MOST_ATTEMPTS]
            await store.done(connection, finished)
            for entry in entries:
                if entry.id not in finished:
                    await store.later(connection, entry)
        gone += sum(answers)
        metrics.count("redacted", "gone", sum(answers))
        metrics.count("redacted", "given_up", len(finished) - sum(answers))
        if not entries or not any(answers):
            break
    return gone


async def _erase(room: Room, entry: Due, limit: asyncio.Semaphore) -> bool:
    provider = room.by_name.get(entry.provider)
    if provider is None:
        return False
    async with limit:
        return await provider.erase(entry.provider_id, entry.files)


async def redact(context: JobContext, timestamp: int) -> None:
    room: Room = context.additional_context["room"]
    await run(room)


def register(queue: App) -> None:
    task = queue.task(name="redaction:run", queue="redaction", queueing_lock="redaction", lock="redaction", pass_context=True)(redact)
    queue.periodic(cron="* * * * *")(task)
