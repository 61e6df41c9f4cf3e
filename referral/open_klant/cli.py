"""`wegwijzer desk open-klant …`: whether the cases of a desk are told of in Open Klant. Off unless set here."""

import uuid
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from referral.database import Desk, intake
from referral.desks import service as desks
from referral.errors import Malformed
from referral.open_klant import service

app = typer.Typer(no_args_is_help=True, help="Tell Open Klant that there is a case (off by default).")
Name = Annotated[str, typer.Argument(help="name of the desk")]


@app.command("set")
def set_up(
    desk_name: Name,
    url: Annotated[str, typer.Option(help="its klantinteracties API, such as https://…/klantinteracties/api/v1")],
    actor: Annotated[uuid.UUID, typer.Option(help="uuid there of the actor (organisatorische eenheid) that is the desk's team")],
    token: Annotated[str, typer.Option(prompt="token of Open Klant", hide_input=True, help="asked for when left out")],
) -> None:
    """From the next case on."""
    with intake() as session:
        try:
            service.configure(session, _desk(session, desk_name).id, service.Target(url, token, actor))
        except Malformed as error:
            typer.echo(f"not set: {error}", err=True)
            raise typer.Exit(1) from None


@app.command()
def show(desk_name: Name) -> None:
    """Where to, and for whom; never the token."""
    with intake() as session:
        target = service.target_of(session, _desk(session, desk_name).id)
    typer.echo(f"{target.url}  actor {target.actor}" if target else "off")


@app.command()
def off(desk_name: Name) -> None:
    """Nothing more is told; what is in Open Klant stays there."""
    with intake() as session:
        service.forget(session, _desk(session, desk_name).id)


def _desk(session: Session, name: str) -> Desk:
    desk = desks.by_name(session, name)
    if desk is None:
        typer.echo(f"there is no desk “{name}”", err=True)
        raise typer.Exit(1)
    return desk
