"""`wegwijzer content …`: for editors."""

import json
from datetime import date

import typer
from rich.console import Console
from rich.table import Table

from content import check as content_check
from content.catalogue import Catalogue, load_catalogue
from content.files import LANGUAGES

app = typer.Typer(no_args_is_help=True, help="What the service says: state, facts to look up again, the check.")
console = Console(highlight=False)
COLOURS = {"current": "green", "outdated": "yellow", "missing": "red"}


def state(c: Catalogue, topic: str, lang: str) -> str:
    """missing, outdated or current: computed from the Dutch version, never typed in."""
    answer, source = c.answers.get((topic, lang)), c.answers.get((topic, "nl"))
    if answer is None:
        return "missing"
    return "current" if lang == "nl" or (source and answer.source_version == source.version) else "outdated"


@app.command()
def status(as_json: bool = typer.Option(False, "--json", help="for programs")) -> None:
    """Topics × languages: missing, outdated or current."""
    c = load_catalogue()
    rows = {topic: {lang: state(c, topic, lang) for lang in LANGUAGES} for topic in c.topics}
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    table = Table("topic", *LANGUAGES)
    for topic, states in rows.items():
        table.add_row(topic, *(f"[{COLOURS[s]}]{s}[/]" for s in states.values()))
    console.print(table)


@app.command()
def facts(due: int = typer.Option(60, help="days")) -> None:
    """What must be looked up again soon, the soonest first."""
    table = Table("by", "fact", "what it says", "where")
    for fact in load_catalogue().facts.due(due, date.today()):
        table.add_row(f"{fact.recheck_by}", fact.id, fact.fact_en[:90], fact.site)
    console.print(table)


@app.command()
def check() -> None:
    """Everything that is wrong with the content, with file, line and remedy."""
    raise typer.Exit(content_check.main())
