"""`wegwijzer desk …`: desks and their staff. Works on the database and the settings of the room."""

import json
from typing import Annotated, NoReturn, cast

import typer
from sqlalchemy import delete, select

from referral import demo as demo_desks
from referral.audit import service as audit
from referral.database import Desk, Membership, Staff, intake
from referral.desks import keys
from referral.desks import service as desks
from referral.errors import CannotOpen
from referral.open_api.cli import app as tokens
from referral.open_klant.cli import app as open_klant
from referral.staff import service as staff
from referral.staff.roles import Role

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Desks and their staff.")
members = typer.Typer(no_args_is_help=True, help="People of a desk.")
app.add_typer(members, name="staff")
app.add_typer(tokens, name="token")
app.add_typer(open_klant, name="open-klant")

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
        private = _recovered(desk, recovery_key)
        person = staff.by_email(session, email)
        password = None if person else staff.one_time_password()
        person = person or staff.create(session, email, password or "")
        if session.get(Membership, (person.id, desk.id)):
            _stop(f"{email} is a member already")
        desks.give_access(session, desk, private, person)
    _say_password(email, password)


@members.command()
def remove(
    desk_name: Name,
    email: Email,
    recovery_key: Annotated[str, typer.Option(help="of the desk: its key is changed too, and a new recovery key printed")] = "",
) -> None:
    """Take a person's access to a desk away, at once. Without the recovery key the desk keeps its key; an admin can change it."""
    with intake() as session:
        desk, person = desks.by_name(session, desk_name), staff.by_email(session, email)
        membership = session.get(Membership, (person.id, desk.id)) if desk and person else None
        if membership is None or desk is None or person is None:
            _stop("no such member")
        session.delete(membership)
        audit.note(session, "member_removed", desk=desk.id, staff=person.id)
        session.flush()
        printed = keys.change_key(session, desk, _recovered(desk, recovery_key)) if recovery_key else ""
    if printed:
        typer.echo(f"new recovery key, shown only now; the one of before opens nothing any more:\n  {printed}")


@members.command()
def reset(
    desk_name: Name,
    email: Email,
    recovery_key: Annotated[str, typer.Option(prompt="recovery key of the desk", hide_input=True, help="asked for when left out")],
) -> None:
    """A one-time password for a member who lost the password. Access to other desks must be given again there."""
    with intake() as session:
        desk, person = desks.by_name(session, desk_name), staff.by_email(session, email)
        membership = session.get(Membership, (person.id, desk.id)) if desk and person else None
        if membership is None or desk is None or person is None:
            _stop("no such member")
        private, role, password = _recovered(desk, recovery_key), cast("Role", membership.role), staff.one_time_password()
        staff.start_again(session, person, password)
        session.execute(delete(Membership).where(Membership.staff_id == person.id))
        desks.give_access(session, desk, private, person, role)
    _say_password(email, password)


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


def _recovered(desk: Desk, recovery_key: str) -> bytes:
    try:
        return desks.recovered(desk, recovery_key)
    except CannotOpen:
        _stop("this is not the recovery key of that desk")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
