"""`wegwijzer partner …`: the bodies that a case can be handed over to."""

from pathlib import Path
from typing import Annotated

import typer

from referral.database import intake
from referral.errors import Malformed
from referral.partners import service

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Bodies that a case can be handed over to.")
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]


@app.command()
def example() -> None:
    """A file to begin with."""
    typer.echo(service.NATIONAL.read_text(), nl=False)


@app.command("list")
def show() -> None:
    """The partners of now, as such a file."""
    with intake() as session:
        typer.echo(service.listed(session), nl=False)


@app.command()
def apply(file: File) -> None:
    """Takes the file over as the whole list. Nothing changes when one entry is wrong."""
    try:
        entries = service.read(file.read_text())
    except Malformed as error:
        typer.echo(error.detail, err=True)
        raise typer.Exit(1) from None
    with intake() as session:
        service.apply(session, entries)
    typer.echo(f"{len(entries)} partners")
