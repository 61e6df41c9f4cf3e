"""`wegwijzer content …`: for editors."""

import json
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from content import check as content_check
from content import progress, scaffold
from content import status as state
from content.catalogue import Catalogue, load_catalogue
from content.errors import BrokenContent
from content.files import ROOT
from content.languages import ALL, read_languages

app = typer.Typer(no_args_is_help=True, help="What the service says: state, facts to look up again, the check.")
COLOURS = {"current": "green", "outdated": "yellow", "missing": "red"}
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="as on that day, for example 2027-01-01; today when left out")
]


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()


def _read(languages: tuple[str, ...] = ()) -> Catalogue:
    """The content, or a message with file and line and the way out."""
    try:
        return load_catalogue(languages=languages) if languages else load_catalogue()
    except BrokenContent as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def status(as_json: bool = typer.Option(False, "--json", help="for programs: docs/content-format.md"), on: On = None) -> None:
    """Topics × languages: missing, outdated or current; second reading; lengths; how hard to read."""
    c = _read(tuple(ALL))
    if as_json:
        typer.echo(json.dumps(state.overview(c, _day(on)), indent=1))
        return
    console = Console(highlight=False)
    table = Table("topic", *c.languages)
    for topic in c.topics:
        states = [state.of(c, topic, lang) for lang in c.languages]
        table.add_row(topic, *(f"[{COLOURS[s]}]{s}[/]" for s in states))
    console.print(table)
    totals = Table("language", "current", "outdated", "missing", "read twice", "full", "SMS", "words a sentence", "longest", "Flesch-Douma")
    for lang in c.languages:
        totals.add_row(*state.summary(c, lang, _day(on)))
    console.print(totals)


@app.command()
def facts(due: int = typer.Option(60, help="days"), on: On = None) -> None:
    """What must be looked up again soon, the soonest first."""
    c, today = _read(), _day(on)
    table = Table("by", "fact", "what it says", "where")
    for fact in c.facts.due(due, today):
        table.add_row(f"{c.facts.due_by(fact)}", fact.id, fact.fact_en[:90], fact.site)
    Console(highlight=False).print(table)


@app.command()
def check(on: On = None) -> None:
    """Everything that is wrong with the content, with file, line and remedy."""
    raise typer.Exit(content_check.main(_day(on)))


@app.command()
def new_language(code: str = typer.Argument(help="two letters, for example uk")) -> None:
    """Begin a language, or show what is still missing in one. It is offered to nobody until `ready: true` in languages.yaml."""
    try:
        for path in scaffold.begin(code, _read()):
            typer.echo(f"written: {path.relative_to(ROOT.parent)}")
        # read from the file: a language that was added just now is not in the list of this process
        left = progress.missing(_read(tuple(read_languages())), code)
    except BrokenContent as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"\nStill missing in {code}:" if left else f"\nNothing is missing in {code} that an editor can write.")
    for line in left:
        typer.echo(f"  {line}")
    typer.echo("\nBefore `ready: true`, by a programmer:")
    for line in progress.BY_A_PROGRAMMER:
        typer.echo(f"  {line}")
