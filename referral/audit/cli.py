"""`wegwijzer audit …`: is the record of who did what still whole?"""

from pathlib import Path
from typing import Annotated

import typer

from referral.audit import reading
from referral.audit.chain import Head

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The record of who did what.")


@app.command()
def verify(
    against: Annotated[Path | None, typer.Option(help="heads that were kept elsewhere, as `audit head` prints them", exists=True)] = None,
) -> None:
    """Follows every chain from its first line. Ends with 1 when a line was changed, taken out or put in."""
    try:
        kept = [Head.read(line) for line in against.read_text().splitlines() if line.strip()] if against else []
    except ValueError:
        typer.echo("this is not a file of heads", err=True)
        raise typer.Exit(2) from None
    total, wrong = reading.verify(kept)
    for message in wrong:
        typer.echo(message)
    typer.echo(f"{total} lines, " + ("broken" if wrong else "whole") + (f", {len(kept)} kept heads compared" if against else ""))
    raise typer.Exit(bool(wrong))


@app.command()
def head() -> None:
    """The last line of each chain. Keep it where the database cannot reach: only this shows that an end was cut off."""
    for found in reading.heads():
        typer.echo(str(found))
