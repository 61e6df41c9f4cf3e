"""`wegwijzer outreach …`: what key figures told the editors."""

from typing import Annotated

import typer

from referral.errors import UnknownCase
from referral.outreach.figures import telling

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Remarks of key figures on our texts.")


@app.callback()
def _group() -> None:
    """With one command alone typer would take its name away."""


@app.command()
def remarks(
    done: Annotated[bool, typer.Option("--done", help="those that were dealt with")] = False,
    finish: Annotated[int | None, typer.Option("--finish", metavar="NUMBER", help="this one is dealt with")] = None,
) -> None:
    """Number, day, what, language, topic, words; the oldest first."""
    if finish is not None:
        try:
            telling.finish(finish)
        except UnknownCase:
            typer.echo(f"there is no remark {finish}", err=True)
            raise typer.Exit(1) from None
        return
    for one in telling.remarks(done=done):
        typer.echo(f"{one.id:5} {one.day} {one.what:8} {one.language} {one.topic or '-':24} {' '.join(one.words.split())}")
