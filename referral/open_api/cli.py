"""`wegwijzer desk token …`: tokens for other systems of a municipality."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from referral.database import Desk, intake
from referral.desks import service as desks
from referral.errors import Malformed, NotAllowed
from referral.open_api import tokens

app = typer.Typer(no_args_is_help=True, help="Tokens for other systems (the API at /v1).")
Name = Annotated[str, typer.Argument(help="name of the desk")]


@app.command()
def make(
    desk_name: Name,
    name: Annotated[str, typer.Argument(help="what it is for, such as the name of the other system; never of a person")],
    scope: Annotated[list[str], typer.Option(help=f"{', '.join(tokens.SCOPES)} (repeat it)")],
    days: Annotated[int, typer.Option(help="how long it is valid, at most 365")] = 90,
) -> None:
    """Make a token. It is printed this once."""
    with intake() as session:
        desk = _desk(session, desk_name)
        try:
            row, token = tokens.make(session, desk.id, name, scope, days)
        except (Malformed, NotAllowed) as error:
            typer.echo(f"not made: {error}", err=True)
            raise typer.Exit(1) from None
        said = f"{row.handle}, valid until {row.expires_on}; shown only now:\n  {token}"
    typer.echo(said)


@app.command("list")
def show(desk_name: Name) -> None:
    """Handle, last day, last day of use, scopes and name of each token."""
    with intake() as session:
        for row in tokens.of_desk(session, _desk(session, desk_name).id):
            typer.echo(f"{row.handle}  until {row.expires_on}  used {row.used_on or 'never':10}  {' '.join(row.scopes)}  {row.name}")


@app.command()
def revoke(desk_name: Name, handle: Annotated[str, typer.Argument(help="T-…, as list shows it")]) -> None:
    """From now on the token opens nothing."""
    with intake() as session:
        if not tokens.revoke(session, _desk(session, desk_name).id, handle):
            typer.echo("this desk has no such token", err=True)
            raise typer.Exit(1)


def _desk(session: Session, name: str) -> Desk:
    desk = desks.by_name(session, name)
    if desk is None:
        typer.echo(f"there is no desk “{name}”", err=True)
        raise typer.Exit(1)
    return desk
