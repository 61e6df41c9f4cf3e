"""The lines of a web chat, sealed to their visitor. Every function runs in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from channels.database import Connection
from channels.messages import Option, Reply
from channels.webchat import sealing


@dataclass(frozen=True)
class Line:
    """`mine`: the visitor wrote it. `options` may be chosen as long as it is the last line."""

    id: int
    mine: bool
    text: str
    options: tuple[Option, ...] = ()
    danger: bool = False


async def add_replies(connection: Connection, session: str, key: str, replies: Sequence[Reply]) -> None:
    """Nothing when the visitor has left: the session and its key are gone."""
    row = await (await connection.execute("SELECT public_key FROM web_sessions WHERE id = %s", [session])).fetchone()
    if row is None:
        return
    for number, reply in enumerate(replies):
        options = [[option.title, option.payload] for option in reply.options]
        line = {"mine": False, "text": reply.text, "options": options, "danger": reply.danger}
        await _add(connection, session, f"{key}:{number}", sealing.seal(row["public_key"], line))


async def add_mine(connection: Connection, session: str, key: str, public_key: bytes, text: str) -> None:
    await _add(connection, session, key, sealing.seal(public_key, {"mine": True, "text": text}))


async def read(connection: Connection, session: str, token: str, after: int = 0) -> list[Line]:
    """Newer than line `after`, oldest first; at most 200."""
    rows = await connection.execute(
        "SELECT id, sealed FROM (SELECT id, sealed FROM web_lines WHERE session = %s AND id > %s ORDER BY id DESC LIMIT 200) newest"
        " ORDER BY id",
        [session, after],
    )
    return [_line(row["id"], sealing.unseal(token, row["sealed"])) for row in await rows.fetchall()]


async def newest(connection: Connection, session: str) -> int:
    row = await (await connection.execute("SELECT coalesce(max(id), 0) AS id FROM web_lines WHERE session = %s", [session])).fetchone()
    return int(row["id"]) if row else 0


async def _add(connection: Connection, session: str, key: str, sealed: bytes) -> None:
    await connection.execute(
        "INSERT INTO web_lines (session, key, sealed) VALUES (%s, %s, %s) ON CONFLICT (key) DO NOTHING", [session, key, sealed]
    )


def _line(line_id: int, line: dict[str, object]) -> Line:
    options = line.get("options") or []
    assert isinstance(options, list)
    return Line(line_id, bool(line["mine"]), str(line["text"]), tuple(Option(*pair) for pair in options), bool(line.get("danger")))
