"""Rows of what came in. Every function runs in the caller's transaction."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from channels.conversations.limits import Bucket, Echo
from channels.conversations.store import Conversation
from channels.database import Connection
from channels.messages import Channel, InboundMessage, Kind, Location
from channels.secrecy import Vault

# A sender who has this many messages waiting is a machine or a flood; nothing more of him is taken in until they are answered.
MOST_WAITING = 100
MENU_KEPT = timedelta(hours=24)  # "2" means the second line of the last menu for a day, as in the bot


@dataclass(frozen=True)
class Received:
    """A row with its conversation. `message` is None once it is answered: its words are gone."""

    id: int
    message_id: str
    message: InboundMessage | None
    received_at: datetime
    faults: int
    conversation: Conversation


async def add(connection: Connection, vault: Vault, message: InboundMessage, pseudonym: str) -> tuple[int | None, bool]:
    """The new row's id, or None; then the second value says whether it was a duplicate (else: too many are waiting)."""
    message_id = vault.fingerprint("message", message.provider_id)
    row = await (
        await connection.execute(
            "INSERT INTO inbound (message_id, pseudonym, channel, sealed) SELECT %(id)s, %(who)s, %(channel)s, %(sealed)s"
            " WHERE (SELECT count(*) FROM inbound WHERE pseudonym = %(who)s AND answered_at IS NULL) < %(most)s"
            " ON CONFLICT (message_id) DO NOTHING RETURNING id",
            {
                "id": message_id,
                "who": pseudonym,
                "channel": message.channel.value,
                "sealed": vault.seal(_pack(message)),
                "most": MOST_WAITING,
            },
        )
    ).fetchone()
    if row:
        return int(row["id"]), False
    known = await (await connection.execute("SELECT 1 FROM inbound WHERE message_id = %s", [message_id])).fetchone()
    return None, known is not None


async def get(connection: Connection, vault: Vault, inbound_id: int) -> Received | None:
    row = await (
        await connection.execute(
            "SELECT i.id, i.message_id, i.sealed, i.received_at, i.faults, i.answered_at, i.pseudonym, c.language, c.tokens,"
            " CASE WHEN c.seen_at > now() - %s::interval THEN c.options END AS options,"
            " c.tokens_at, c.echo_mark, c.echo_count, c.echo_since, c.told_at, (o.pseudonym IS NOT NULL) AS opted_out"
            " FROM inbound i LEFT JOIN conversations c USING (pseudonym) LEFT JOIN opt_outs o USING (pseudonym) WHERE i.id = %s",
            [MENU_KEPT, inbound_id],
        )
    ).fetchone()
    if row is None:
        return None
    known = row["tokens"] is not None
    when = row["received_at"]
    return Received(
        id=int(row["id"]),
        message_id=row["message_id"],
        message=_unpack(vault.open(row["sealed"])) if row["sealed"] and not row["answered_at"] else None,
        received_at=when,
        faults=row["faults"],
        conversation=Conversation(
            pseudonym=row["pseudonym"],
            language=row["language"],
            sealed_options=row["options"],
            bucket=Bucket(row["tokens"], row["tokens_at"]) if known else Bucket(float("inf"), when),
            echo=Echo(row["echo_mark"], row["echo_count"], row["echo_since"]) if known else Echo("", 0, when),
            told_at=row["told_at"],
            opted_out=row["opted_out"],
        ),
    )


async def mark_answered(connection: Connection, inbound_id: int) -> bool:
    """Wipes address and words. False when another process was first: then nothing of this turn may be stored."""
    result = await connection.execute(
        "UPDATE inbound SET answered_at = now(), sealed = NULL WHERE id = %s AND answered_at IS NULL", [inbound_id]
    )
    return result.rowcount == 1


async def add_fault(connection: Connection, inbound_id: int) -> int:
    """How often the bot has failed on this message now."""
    row = await (await connection.execute("UPDATE inbound SET faults = faults + 1 WHERE id = %s RETURNING faults", [inbound_id])).fetchone()
    return int(row["faults"]) if row else 0


async def waiting(connection: Connection, pseudonym: str) -> int:
    row = await (
        await connection.execute("SELECT count(*) AS n FROM inbound WHERE pseudonym = %s AND answered_at IS NULL", [pseudonym])
    ).fetchone()
    return int(row["n"]) if row else 0


def _pack(message: InboundMessage) -> dict[str, Any]:
    return {name: value for name, value in asdict(message).items() if value}


def _unpack(packed: dict[str, Any]) -> InboundMessage:
    location = packed.pop("location", None)
    return InboundMessage(
        provider_id=packed.pop("provider_id", ""),
        channel=Channel(packed.pop("channel")),
        kind=Kind(packed.pop("kind")),
        location=Location(**location) if location else None,
        **packed,
    )
