"""`wegwijzer desk …`: desks and their staff. Works on the database and the settings of the room."""

import json
from typing import Annotated, NoReturn

import typer
from sqlalchemy import select

from referral import demo as demo_desks
from referral.database import Desk, Membership, Staff, intake
from referral.desks import service as desks
from referral.errors import CannotOpen
from referral.staff import service as staff

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Desks and their staff.")
members = typer.Typer(no_args_is_help=True, help="People of a desk.")
app.add_typer(members, name="staff")

Name = Annotated[str, typer.Argument(help="name of the desk, as workers read it")]
Email = Annotated[str, typer.Argument(help="e-mail address, the name to log in with")]


@app.command()
def create(
    name: Name,
    first_member: Email,
    municipality: Annotated[str | None, typer.Option(help="CBS code, four digits; without it this is the national desk")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="desk kind it takes (repeat it); without it: all")] = None,
) -> None:
    """Make a desk with its first member. Prints the recovery key and the one-time password, both this once."""
    with intake() as session:
        if desks.by_name(session, name):
            _stop(f"there is a desk “{name}” already")
        desk, private, recovery = desks.create(session, name, municipality, kind or ())
        person = staff.by_email(session, first_member)
        password = None if person else staff.one_time_password()
        person = person or staff.create(session, first_member, password or "")
        desks.give_access(session, desk, private, person, "admin")
    typer.echo(f"recovery key, shown only now; keep it on paper, away from the server:\n  {recovery}")
    _say_password(first_member, password)


@app.command("list")
def show() -> None:
    """Desks, their municipality, and how many members each has."""
    with intake() as session:
        for desk in session.scalars(select(Desk).order_by(Desk.name)):
            count = len(session.scalars(select(Membership.staff_id).where(Membership.desk_id == desk.id)).all())
            typer.echo(f"{desk.municipality or 'national':8}  {count:3} members  {desk.name}")


@members.command()
def invite(
    desk_name: Name,
    email: Email,
    recovery_key: Annotated[str, typer.Option(prompt="recovery key of the desk", hide_input=True, help="asked for when left out")],
) -> None:
    """Give one more person access to a desk. Needs the desk's recovery key: the server alone cannot open it."""
    with intake() as session:
        desk = desks.by_name(session, desk_name)
        if desk is None:
            _stop(f"there is no desk “{desk_name}”")
        try:
            private = desks.recovered(desk, recovery_key)
        except CannotOpen:
            _stop("this is not the recovery key of that desk")
        person = staff.by_email(session, email)
        password = None if person else staff.one_time_password()
        person = person or staff.create(session, email, password or "")
        if session.get(Membership, (person.id, desk.id)):
            _stop(f"{email} is a member already")
        desks.give_access(session, desk, private, person)
    _say_password(email, password)


@members.command()
def remove(desk_name: Name, email: Email) -> None:
    """Take a person's access to a desk away, at once. Somebody who copied the desk's key keeps the copy: a new desk is then the remedy."""
    with intake() as session:
        desk, person = desks.by_name(session, desk_name), staff.by_email(session, email)
        membership = session.get(Membership, (person.id, desk.id)) if desk and person else None
        if membership is None:
            _stop("no such member")
        session.delete(membership)


@members.command("list")
def show_members(desk_name: Name) -> None:
    """Who can open the cases of a desk."""
    with intake() as session:
        query = select(Staff).join(Membership, Membership.staff_id == Staff.id).join(Desk, Desk.id == Membership.desk_id)
        for person in session.scalars(query.where(Desk.name == desk_name).order_by(Staff.email)):
            typer.echo(person.email + ("  (one-time password not used yet)" if person.one_time else ""))


@app.command()
def demo() -> None:
    """Demo desks in Rotterdam and Venlo and a national one; refused in production."""
    for row in demo_desks.ensure_demo():
        typer.echo(json.dumps(row, ensure_ascii=False))


def _say_password(email: str, password: str | None) -> None:
    if password:
        typer.echo(f"one-time password of {email}, shown only now:\n  {password}")
    else:
        typer.echo(f"{email} logs in with the password he or she has already")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
