"""`wegwijzer retention …`: what is erased and what was."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from referral.retention import service
from referral.retention.rules import KEEP

app = typer.Typer(no_args_is_help=True, add_completion=False, help="How long the content of cases stays.")
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="as if it were that day; default now")]


@app.command()
def rules() -> None:
    """Kind, state, days."""
    for (kind, status), time in KEEP.items():
        typer.echo(f"{kind:10} {status:10} {time.days:4} days after the last change")


@app.command("dry-run")
def dry_run(on: On = None) -> None:
    """How many cases would be erased. Nothing is changed."""
    for kind, status, count in service.would_erase(on.replace(tzinfo=UTC) if on else None):
        typer.echo(f"{kind:10} {status:10} {count}")


@app.command()
def run() -> None:
    """Erases now what is past its time. The worker does the same every hour."""
    typer.echo(f"{service.erase_old()} cases erased")


@app.command()
def tombstones() -> None:
    """What was erased, by month, kind and state."""
    for month, kind, status, count in service.tombstones():
        typer.echo(f"{month} {kind:10} {status:10} {count}")
