"""`wegwijzer channels …`: for whoever runs the service. Works on the room's own database and settings."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table

from channels import rotation
from channels.__main__ import load_settings
from channels.database import transaction
from channels.errors import ChannelsError
from channels.outbox import dead
from channels.room import Room, open_room

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Messages: what was given up, keys.")
Result = TypeVar("Result")


def in_the_room(act: Callable[[Room], Awaitable[Result]]) -> Result:
    """Ends the command with one line when the database or the provider does not answer."""

    async def run() -> Result:
        async with open_room(load_settings(), pool_size=2) as room:
            return await act(room)

    try:
        return asyncio.run(run())
    except ChannelsError as error:
        typer.echo(f"not done: {error}", err=True)
        raise typer.Exit(1) from None


@app.command()
def dead_letters(
    retry: Annotated[str, typer.Option(metavar="ID", help="send this one again")] = "",
    all_of_them: Annotated[bool, typer.Option("--all", help="send again all that can be")] = False,
) -> None:
    """Messages that were given up, newest first: without number or words, which nobody needs to see to put things right."""
    if retry or all_of_them:
        again = in_the_room(lambda room: dead.retry(room, None if all_of_them else retry))
        typer.echo(f"on their way again: {again}")
        raise typer.Exit(0 if again or all_of_them else 1)

    async def read(room: Room) -> list[dead.DeadLetter]:
        async with transaction(room.pool) as connection:
            return await dead.listed(connection)

    table = Table("id", "channel", "code", "tries", "given up", "can be sent again")
    for letter in in_the_room(read):
        when = letter.finished_at.isoformat(timespec="minutes")
        table.add_row(letter.id, letter.channel, letter.code, str(letter.attempts), when, "yes" if letter.can_retry else "no")
    Console(highlight=False).print(table)


@app.command()
def rotate_keys(
    new: Annotated[bool, typer.Option("--new", help="only print a new key, to be put first in CHANNELS_SERVICE_KEYS")] = False,
) -> None:
    """Seal everything again with the first of CHANNELS_SERVICE_KEYS. Afterwards the others may be taken away (docs/operations.md)."""
    if new:
        typer.echo(Fernet.generate_key().decode())
        return
    result = in_the_room(rotation.reseal)
    typer.echo(f"sealed again: {result.done}")
    if result.unreadable:
        typer.echo(f"sealed with a key that is not given, so nobody can read it: {result.unreadable}", err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
