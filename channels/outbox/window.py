"""When WhatsApp's 24 hours are over: a desk's message waits, an approved template says that there is one, and an answer lets it through."""

from channels import metrics
from channels.database import Connection, transaction
from channels.messages import Channel, Rich
from channels.outbox import store
from channels.outbox.store import Letter
from channels.queue import DELIVER, defer
from channels.room import Room

# a little less than WhatsApp's day: the message still has to get there
DESK_MESSAGE = "desk_message"  # the template; its text is the phrase `template_desk_message`
OPEN_FOR = "23 hours 45 minutes"


async def is_closed(connection: Connection, letter: Letter) -> bool:
    """As far as we know. A person who writes under a user name is known by another pseudonym: then the provider's refusal tells us."""
    if letter.purpose != "desk" or letter.message.channel is not Channel.WHATSAPP:
        return False
    row = await connection.execute(
        "SELECT 1 FROM conversations WHERE pseudonym = %s AND seen_at > now() - %s::interval", [letter.pseudonym, OPEN_FOR]
    )
    return await row.fetchone() is None


async def park(room: Room, letter: Letter) -> bool:
    """False when there is no approved template in that language: then the letter cannot go anywhere now."""
    if letter.purpose != "desk":
        return False
    async with transaction(room.pool) as connection:
        row = await (
            await connection.execute(
                "SELECT provider_id FROM contents WHERE kind = 'template' AND name = %s AND language = %s AND status = 'approved'",
                [DESK_MESSAGE, letter.language],
            )
        ).fetchone()
        if row is None:
            return False
        await store.set_state(connection, letter.message.id, "parked")
        # one template for all parts that wait; another one only when the same message is refused again after an answer had let it through
        key = f"template:{letter.key.rsplit(':', 1)[0]}:{letter.attempts}"
        body = room.words.say(f"template_{DESK_MESSAGE}", letter.language)
        rich = Rich(row["provider_id"], body, only=True)
        draft = store.Draft(key, letter.message.channel, letter.pseudonym, letter.message.address, body, purpose="template", rich=rich)
        if called := await store.add(connection, room.vault, draft):
            await defer(room.queue, connection, DELIVER, lock=f"outbox:{called.message.id}", outbox_id=called.message.id)
    metrics.count("parked")
    return True


async def release(room: Room, connection: Connection, pseudonym: str, by_address: str) -> None:
    """Somebody wrote, so the window is open: what was parked for them, under either name, goes out in order."""
    rows = await connection.execute(
        "UPDATE outbox SET state = 'waiting', pseudonym = %s WHERE state = 'parked' AND pseudonym = ANY(%s)"
        " RETURNING id, key, created_at, part",
        [pseudonym, [pseudonym, by_address]],
    )
    for row in sorted(await rows.fetchall(), key=lambda r: (r["created_at"], r["part"])):
        await defer(room.queue, connection, DELIVER, lock=row["key"].rsplit(":", 1)[0], outbox_id=str(row["id"]))
