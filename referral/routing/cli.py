"""`wegwijzer routes …`: the rules that bring a case to a desk. A file is checked and tried before it replaces the rules."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy import select

from referral.audit import service as audit
from referral.database import Case, Desk, intake
from referral.errors import ReferralError
from referral.routing import files, service
from referral.routing.lint import Fault, faults
from referral.routing.rules import Rule

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Which desk a case goes to, and why.")
File = Annotated[Path, typer.Argument(help="rules as `wegwijzer routes list` prints them", exists=True, dir_okay=False)]
MaybeFile = Annotated[Path | None, typer.Argument(help="a file; without it the rules of now", exists=True, dir_okay=False)]


@app.command("list")
def show() -> None:
    """The rules in their order, as a file to change."""
    typer.echo(files.written(_now()), nl=False)


@app.command()
def explain(case: Annotated[str, typer.Argument(help="reference, e.g. R-7K2M94")]) -> None:
    """Why a case came where it is: the rule that was used then, and what the rules of now say, one by one."""
    with intake() as session:
        found = session.scalars(select(Case).where(Case.reference == case.upper())).first()
        if found is None:
            _stop("no such case")
        facts = service.facts_of(found)
        typer.echo(f"then: {found.routed_by or 'not kept'}")
        typer.echo(f"now, for {' '.join(f'{name}={value}' for name, value in vars(facts).items())}:")
        for rule, desk, why in service.explain(session, facts):
            typer.echo(f"  {'no, ' + ', '.join(why) if why else 'YES':30} {rule} → {desk}")


@app.command()
def lint(file: MaybeFile = None) -> None:
    """Rules that can never decide, that contradict each other, or name what does not exist. Ends with 1 on an error."""
    found = _faults(_read(file) if file else _now())
    for fault in found:
        typer.echo(str(fault))
    typer.echo(f"{len(found)} found")
    raise typer.Exit(any(fault.is_error for fault in found))


@app.command("try")
def dry_run(file: File, last: Annotated[int, typer.Option(help="how many of the last cases", min=1)] = 500) -> None:
    """Which of the last cases would have gone elsewhere with the rules of a file. Nothing is changed."""
    wanted = _read(file)
    with intake() as session:
        moved = service.dry_run(session, wanted, last)
        for case, before, after in moved:
            typer.echo(f"{case}  {before} → {after}")
        typer.echo(f"{len(moved)} of the last {last} cases would go elsewhere")


@app.command("apply")
def put_in_force(file: File) -> None:
    """Replaces the rules by those of a file, when they have no error. Cases that are there stay where they are."""
    wanted = _read(file)
    if errors := [fault for fault in _faults(wanted) if fault.is_error]:
        _stop("\n".join(map(str, errors)))
    with intake() as session:
        service.replace(session, wanted)
        audit.note(session, "rules_changed")
    typer.echo(f"{len(wanted)} rules in force")


def _now() -> list[Rule[str]]:
    with intake() as session:
        return [service.by_name(rule) for rule in service.rules(session)]


def _read(file: Path) -> list[Rule[str]]:
    try:
        return files.read(file)
    except ReferralError as error:
        _stop(error.detail)


def _faults(rules: list[Rule[str]]) -> list[Fault]:
    with intake() as session:
        names = session.scalars(select(Desk.name)).all()
        national = service.national_desk(session)
        return list(faults(rules, files.domains(), names, national.name if national else None))


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
