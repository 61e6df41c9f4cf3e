"""Which messages are still to be deleted at the provider. Every function runs in the caller's transaction."""

from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import InvalidToken

from channels import metrics
from channels.database import Connection
from channels.secrecy import Vault

# a message cannot be deleted while it is under way, and the callback may be quicker than the provider's own books
AFTER_END = timedelta(minutes=1)
# the last word of the provider may never come
AT_LATEST = timedelta(hours=24)
LONGEST = timedelta(hours=6)
MOST_ATTEMPTS = 20


@dataclass(frozen=True)
class Due:
    id: int
    provider: str
    provider_id: str
    files: int  # pictures and voice notes that the provider keeps with it
    attempts: int


async def add(connection: Connection, vault: Vault, provider: str, provider_id: str, after: timedelta, files: int = 0) -> None:
    """The same message again may only come sooner."""
    await connection.execute(
        "INSERT INTO redactions AS r (mark, sealed, due_at) VALUES (%s, %s, now() + %s)"
        " ON CONFLICT (mark) DO UPDATE SET due_at = least(r.due_at, excluded.due_at)",
        [vault.fingerprint("sent", provider_id), vault.seal([provider, provider_id, files]), after],
    )


async def due(connection: Connection, vault: Vault, most: int) -> list[Due]:
    """Held until the transaction ends, so that two workers never take the same."""
    rows = await connection.execute(
        "SELECT id, sealed, attempts FROM redactions WHERE due_at <= now() ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED", [most]
    )
    found = []
    for row in await rows.fetchall():
        try:
            provider, provider_id, *files = vault.open(row["sealed"])  # without files: written before we counted them
        except InvalidToken:  # its key was thrown away: nobody can delete that message any more, and it must not hold up the others
            await done(connection, [row["id"]])
            metrics.count("redacted", "unreadable")
            continue
        found.append(Due(row["id"], provider, provider_id, files[0] if files else 0, row["attempts"]))
    return found


async def done(connection: Connection, ids: list[int]) -> None:
    await connection.execute("DELETE FROM redactions WHERE id = ANY(%s)", [ids])


async def later(connection: Connection, entry: Due) -> None:
    """Twice as long each time, from a minute to six hours."""
    wait = min(LONGEST, AFTER_END * 2**entry.attempts)
    await connection.execute("UPDATE redactions SET attempts = attempts + 1, due_at = now() + %s WHERE id = %s", [wait, entry.id])
