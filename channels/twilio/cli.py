"""`wegwijzer twilio …`: what is laid down at Twilio."""

from collections import Counter
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from channels.cli import in_the_room
from channels.menus import listing
from channels.room import Room
from channels.twilio import sync as syncing
from channels.twilio.contents import Contents
from channels.twilio.sync import Step
from content.live import catalogue

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Menus and templates at Twilio.")


async def _plan(room: Room, kinds: tuple[str, ...] = ()) -> tuple[Contents, list[Step]]:
    if not room.settings.twilio_on:
        typer.echo("Twilio is off: no account is set", err=True)
        raise typer.Exit(2)
    contents = Contents(room.settings, room.http)
    wanted = [(name, menu) for name, menu in listing.all_of(catalogue(), room.words) if not kinds or menu.kind in kinds]
    return contents, await syncing.plan(contents, wanted)


def _show(steps: list[Step]) -> None:
    table = Table("what", "menu", "language", "kind", "options", "at Twilio")
    for step in steps:
        menu = step.menu
        row = (menu.language, menu.kind, str(len(menu.items)), step.status or step.sid) if menu else ("", "", "", step.sid)
        table.add_row(step.what, step.name, *row)
    Console(highlight=False).print(table)
    typer.echo("  ".join(f"{what}: {number}" for what, number in sorted(Counter(step.what for step in steps).items())))


@app.command()
def sync(apply: Annotated[bool, typer.Option("--apply", help="carry it out; without this nothing is changed")] = False) -> None:
    """Show what is to be made and deleted at Twilio for this content: one resource for each menu and language, and the templates."""

    async def run(room: Room) -> None:
        contents, steps = await _plan(room)
        _show(steps)
        if not apply:
            typer.echo("nothing was changed; `--apply` carries it out")
            return
        await syncing.carry_out(room, contents, steps, lambda step: typer.echo(f"{step.what}d  {step.name}"))

    in_the_room(run)


@app.command()
def templates() -> None:
    """The templates for messages outside WhatsApp's 24 hours, and whether WhatsApp has approved them. Exit code 1 when one is not."""

    async def run(room: Room) -> bool:
        _, steps = await _plan(room, ("template",))
        ours = [step for step in steps if step.menu]
        _show(ours)
        return all(step.status == "approved" for step in ours)

    if not in_the_room(run):
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
