"""Rows of conversations and opt-outs. Every function runs in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from channels.conversations.limits import Bucket, Echo
from channels.database import Connection


@dataclass(frozen=True)
class Conversation:
    """What is remembered between two messages; a conversation that is not known yet has a full bucket."""

    pseudonym: str
    language: str | None
    sealed_options: bytes | None
    bucket: Bucket
    echo: Echo
    told_at: datetime | None
    opted_out: bool


async def remember(
    connection: Connection, pseudonym: str, *, language: str | None, sealed_options: bytes | None, bucket: Bucket, echo: Echo
) -> None:
    """After a turn. A language of None keeps the one that was there; options are always those last shown."""
    await connection.execute(
        "INSERT INTO conversations (pseudonym, language, options, tokens, tokens_at, echo_mark, echo_count, echo_since)"
        " VALUES (%(pseudonym)s, %(language)s, %(options)s, %(tokens)s, %(at)s, %(mark)s, %(count)s, %(since)s)"
        " ON CONFLICT (pseudonym) DO UPDATE SET language = coalesce(excluded.language, conversations.language), options = excluded.options,"
        " tokens = excluded.tokens, tokens_at = excluded.tokens_at, echo_mark = excluded.echo_mark, echo_count = excluded.echo_count,"
        " echo_since = excluded.echo_since, seen_at = now()",
        {
            "pseudonym": pseudonym,
            "language": language,
            "options": sealed_options,
            "tokens": bucket.tokens,
            "at": bucket.at,
            "mark": echo.mark,
            "count": echo.count,
            "since": echo.since,
        },
    )


async def mark_told(connection: Connection, pseudonym: str, now: datetime) -> None:
    """A notice about waiting was sent: no second one soon."""
    await connection.execute(
        "INSERT INTO conversations (pseudonym, tokens, told_at) VALUES (%s, 1, %s)"
        " ON CONFLICT (pseudonym) DO UPDATE SET told_at = excluded.told_at",
        [pseudonym, now],
    )


async def opt_out(connection: Connection, pseudonyms: set[str]) -> None:
    async with connection.cursor() as cursor:
        await cursor.executemany("INSERT INTO opt_outs (pseudonym) VALUES (%s) ON CONFLICT DO NOTHING", [[p] for p in sorted(pseudonyms)])


async def opt_in(connection: Connection, pseudonyms: set[str]) -> bool:
    """True when somebody had opted out."""
    result = await connection.execute("DELETE FROM opt_outs WHERE pseudonym = ANY(%s)", [sorted(pseudonyms)])
    return result.rowcount > 0


async def is_opted_out(connection: Connection, pseudonym: str) -> bool:
    return await (await connection.execute("SELECT 1 FROM opt_outs WHERE pseudonym = %s", [pseudonym])).fetchone() is not None
