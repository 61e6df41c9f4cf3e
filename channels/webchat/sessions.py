"""Web sessions: a token in the visitor's cookie, its hash here. Every function runs in the caller's transaction."""

from dataclasses import dataclass

from channels.database import Connection
from channels.secrecy import Vault
from channels.webchat import sealing

SECONDS = 24 * 3600


@dataclass(frozen=True)
class Session:
    id: str
    token: str
    pseudonym: str
    public_key: bytes
    language: str


def sender(session_id: str) -> str:
    """What the pseudonym is made of."""
    return f"web:{session_id}"


async def create(connection: Connection, vault: Vault, language: str) -> Session:
    token = sealing.new_token()
    name = sealing.session_id(token)
    session = Session(name, token, vault.pseudonym(sender(name)), sealing.public_key(token), language)
    await connection.execute(
        "INSERT INTO web_sessions (id, pseudonym, public_key, language) VALUES (%s, %s, %s, %s)",
        [session.id, session.pseudonym, session.public_key, language],
    )
    return session


async def find(connection: Connection, token: str) -> Session | None:
    """None when it is unknown, left or older than a day."""
    if not 20 <= len(token) <= 100:
        return None
    row = await (
        await connection.execute(
            "SELECT id, pseudonym, public_key, language FROM web_sessions WHERE id = %s AND created_at > now() - make_interval(secs => %s)",
            [sealing.session_id(token), SECONDS],
        )
    ).fetchone()
    return Session(row["id"], token, row["pseudonym"], bytes(row["public_key"]), row["language"]) if row else None


async def set_language(connection: Connection, session: Session, language: str) -> None:
    await connection.execute("UPDATE web_sessions SET language = %s, seen_at = now() WHERE id = %s", [language, session.id])


async def leave(connection: Connection, session: Session) -> None:
    """Everything of this visitor: lines, what waits for an answer, what was remembered."""
    await connection.execute("DELETE FROM web_sessions WHERE id = %s", [session.id])
    await connection.execute(
        "UPDATE inbound SET sealed = NULL, answered_at = now() WHERE pseudonym = %s AND answered_at IS NULL", [session.pseudonym]
    )
    await connection.execute("DELETE FROM conversations WHERE pseudonym = %s", [session.pseudonym])
