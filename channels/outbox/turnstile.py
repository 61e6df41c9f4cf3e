"""How fast messages leave: to one person and over all, whatever number of processes send. Kept in the database, which all of them share."""

from datetime import timedelta

from channels.database import transaction
from channels.messages import Channel
from channels.outbox.store import Letter
from channels.queue import TryAgain
from channels.render.segments import cost
from channels.room import Room

# a longer wait is not sat out: the job comes back later and others go first
PATIENCE = 0.5
TAKE = (
    "INSERT INTO paces AS p (name, next_at) VALUES (%(name)s, clock_timestamp() + %(step)s)"
    " ON CONFLICT (name) DO UPDATE SET next_at = greatest(p.next_at, clock_timestamp()) + %(step)s"
    " WHERE p.next_at <= clock_timestamp() + %(room)s"
    " RETURNING extract(epoch FROM next_at - %(step)s - clock_timestamp()) AS wait"
)


async def wait_seconds(room: Room, letter: Letter) -> float:
    """How long to sit still before sending (at most PATIENCE). Raises TryAgain when it would be longer."""
    message = letter.message
    settings = room.settings
    units = cost(message.body).segments if message.channel is Channel.SMS else 1
    rate = settings.channels_sms_per_second if message.channel is Channel.SMS else settings.channels_whatsapp_per_second
    paces = [(message.channel.value, units / rate, 1)]
    if letter.purpose:  # an answer has the pace of what it answers
        # first the person: a flood to one must not use up the turns of all
        paces.insert(0, (f"to:{letter.pseudonym}", 1 / settings.channels_pace, settings.channels_burst))
    waits = [0.0]
    async with transaction(room.pool) as connection:
        for name, step, burst in paces:
            allowed = timedelta(seconds=max(PATIENCE if burst == 1 else 0.0, step * (burst - 1)))
            values = {"name": name, "step": timedelta(seconds=step), "room": allowed}
            row = await (await connection.execute(TAKE, values)).fetchone()
            if row is None:
                raise TryAgain(timedelta(seconds=max(step, PATIENCE)))
            if burst == 1:
                waits.append(float(row["wait"]))
    return max(waits)
