"""Rows of what goes out. Every function runs in the caller's transaction."""

import time
import uuid
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any

from channels.database import Connection
from channels.messages import Channel, OutboundMessage, Rich
from channels.outbox.ranks import TERMINAL
from channels.secrecy import Vault


@dataclass(frozen=True)
class Letter:
    """A row that may still have to be sent."""

    message: OutboundMessage
    key: str
    pseudonym: str
    state: str
    attempts: int
    attempted_at: datetime | None
    purpose: str = ""
    language: str | None = None
    code: str = ""  # what the provider said to the last attempt, when it said anything
    read_at: float = field(default_factory=time.monotonic)  # by the clock of this process, before anybody else may see an attempt of ours


@dataclass(frozen=True)
class Draft:
    """What is to be stored: `key` says for which message or request it is, so that it is stored once."""

    key: str
    channel: Channel
    pseudonym: str
    address: str
    body: str
    inbound_id: int | None = None
    part: int = 0
    purpose: str = ""  # "desk" may be parked behind a template; "template" is that template
    language: str | None = None
    rich: Rich | None = None


async def add(connection: Connection, vault: Vault, draft: Draft, *, begun: bool = False) -> Letter | None:
    """None when it was there already. `begun`: the caller sends it as soon as this is committed, so it counts as tried."""
    row = await (
        await connection.execute(
            "INSERT INTO outbox (id, key, inbound_id, part, channel, pseudonym, sealed, purpose, language, state, attempts, attempted_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, CASE WHEN %s THEN now() END)"
            " ON CONFLICT (key) DO NOTHING RETURNING id, state, attempts, attempted_at",
            [
                uuid.uuid4(),
                draft.key,
                draft.inbound_id,
                draft.part,
                draft.channel.value,
                draft.pseudonym,
                vault.seal([draft.address, draft.body, *(astuple(draft.rich) if draft.rich else ())]),
                draft.purpose,
                draft.language,
                "sending" if begun else "waiting",
                int(begun),
                begun,
            ],
        )
    ).fetchone()
    if row is None:
        return None
    message = OutboundMessage(str(row["id"]), draft.channel, draft.address, draft.body, draft.rich)
    return Letter(message, draft.key, draft.pseudonym, row["state"], row["attempts"], row["attempted_at"], draft.purpose, draft.language)


async def unsent_of(connection: Connection, vault: Vault, inbound_id: int) -> list[Letter]:
    """What an answered message still owes its sender, in order. A notice about waiting has a job of its own: two must not send it."""
    rows = await connection.execute(
        "SELECT * FROM outbox WHERE inbound_id = %s AND state IN ('waiting', 'sending') AND key NOT LIKE %s ORDER BY created_at, part",
        [inbound_id, "notice:%"],
    )
    return [as_letter(vault, row) for row in await rows.fetchall() if row["sealed"]]


async def get_unsent(connection: Connection, vault: Vault, outbox_id: str) -> Letter | None:
    row = await (await connection.execute("SELECT * FROM outbox WHERE id = %s AND state IN ('waiting', 'sending')", [outbox_id])).fetchone()
    return as_letter(vault, row) if row and row["sealed"] else None


async def begin(connection: Connection, outbox_id: str) -> datetime:
    """An attempt begins: after a crash this row shows that the provider may have it."""
    row = await (
        await connection.execute(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, attempted_at = now(), error_code = NULL"
            " WHERE id = %s RETURNING attempted_at",
            [outbox_id],
        )
    ).fetchone()
    assert row is not None
    at: datetime = row["attempted_at"]
    return at


async def note(connection: Connection, outbox_id: str, code: str) -> None:
    """What the provider said to an attempt of which the end is unknown; a callback may have told more meanwhile."""
    await connection.execute("UPDATE outbox SET error_code = %s WHERE id = %s AND state = 'sending'", [code, outbox_id])


async def accepted(connection: Connection, outbox_id: str, provider_mark: str) -> None:
    """A callback may have been quicker than the provider's own answer: then its state stays."""
    await connection.execute(
        "UPDATE outbox SET provider_mark = %(mark)s, state = CASE WHEN state IN ('waiting', 'sending') THEN 'queued' ELSE state END"
        " WHERE id = %(id)s",
        {"mark": provider_mark, "id": outbox_id},
    )


async def set_state(
    connection: Connection, outbox_id: str, state: str, code: str = "", provider_mark: str | None = None, *, keep: bool = False
) -> None:
    """In a terminal state address and body are wiped; `keep`: not yet, as a person may send it again (retention wipes it later)."""
    done, wipe = state in TERMINAL, state in TERMINAL and not keep
    await connection.execute(
        "UPDATE outbox SET state = %(state)s, error_code = nullif(%(code)s, ''), provider_mark = coalesce(%(mark)s, provider_mark),"
        " sealed = CASE WHEN %(wipe)s THEN NULL ELSE sealed END, finished_at = CASE WHEN %(done)s THEN now() END WHERE id = %(id)s",
        {"state": state, "code": code, "mark": provider_mark, "done": done, "wipe": wipe, "id": outbox_id},
    )


async def without_buttons(connection: Connection, vault: Vault, letter: Letter) -> None:
    """The same message as plain text."""
    sealed = vault.seal([letter.message.address, letter.message.body])
    await connection.execute("UPDATE outbox SET sealed = %s WHERE id = %s", [sealed, letter.message.id])


async def lock_row(connection: Connection, outbox_id: str) -> dict[str, Any] | None:
    """The row, held until the transaction ends: two callbacks for one message follow each other."""
    return await (await connection.execute("SELECT * FROM outbox WHERE id = %s FOR UPDATE", [outbox_id])).fetchone()


async def unknown_marks(connection: Connection, marks: list[str]) -> list[str]:
    """Those of the provider's messages that belong to no row of ours yet."""
    rows = await (await connection.execute("SELECT provider_mark FROM outbox WHERE provider_mark = ANY(%s)", [marks])).fetchall()
    known = {row["provider_mark"] for row in rows}
    return [mark for mark in marks if mark not in known]


def as_letter(vault: Vault, row: dict[str, Any]) -> Letter:
    """Of a row whose words are still there."""
    address, body, *rich = vault.open(row["sealed"])
    message = OutboundMessage(str(row["id"]), Channel(row["channel"]), address, body, Rich(*rich) if rich else None)
    return Letter(
        message,
        row["key"],
        row["pseudonym"],
        row["state"],
        row["attempts"],
        row["attempted_at"],
        row["purpose"],
        row["language"],
        row["error_code"] or "",
    )
