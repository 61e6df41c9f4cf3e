"""Which menus and templates are laid down at the provider. Every function runs in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from channels.database import Connection
from channels.menus.shapes import Menu
from channels.messages import Rich

USABLE, APPROVED, REFUSED = "usable", "approved", "refused"


@dataclass(frozen=True)
class Laid:
    """`status`: usable, refused, or for a template the provider's word (approved, pending, rejected …)."""

    name: str
    menu: Menu
    provider_id: str
    status: str


async def rich(connection: Connection, menu: Menu) -> Rich | None:
    """None when this very menu is not there, or was refused."""
    row = await (
        await connection.execute("SELECT provider_id FROM contents WHERE mark = %s AND status = %s", [menu.mark, USABLE])
    ).fetchone()
    return Rich(row["provider_id"], menu.body) if row else None


async def refused(connection: Connection, provider_id: str) -> None:
    """Not tried again until the next sync: every try would cost the worker's answer a second request."""
    await connection.execute("UPDATE contents SET status = %s WHERE provider_id = %s AND kind <> 'template'", [REFUSED, provider_id])


async def replace_all(connection: Connection, laid: Mapping[str, Laid]) -> None:
    """What there is now, by mark, and nothing else."""
    await connection.execute("DELETE FROM contents WHERE NOT mark = ANY(%s)", [list(laid)])
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO contents (mark, name, language, kind, provider_id, status) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (mark) DO UPDATE SET provider_id = excluded.provider_id, status = excluded.status, checked_at = now()",
            [(mark, one.name, one.menu.language, one.menu.kind, one.provider_id, one.status) for mark, one in laid.items()],
        )
