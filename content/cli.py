"""`wegwijzer content …`: for editors."""

import json
from datetime import date

import typer
from rich.console import Console
from rich.table import Table

from content import budget
from content import check as content_check
from content.catalogue import Catalogue, load_catalogue
from content.errors import BrokenContent
from content.languages import ALL, LANGUAGES

app = typer.Typer(no_args_is_help=True, help="What the service says: state, facts to look up again, the check.")
COLOURS = {"current": "green", "outdated": "yellow", "missing": "red"}


def _read() -> Catalogue:
    """The content, or a message with file and line and the way out."""
    try:
        return load_catalogue()
    except BrokenContent as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def state(c: Catalogue, topic: str, lang: str) -> str:
    """missing, outdated or current: computed from the Dutch version, never typed in."""
    answer, source = c.answers.get((topic, lang)), c.answers.get((topic, "nl"))
    if answer is None:
        return "missing"
    return "current" if lang == "nl" or (source and answer.source_version == source.version) else "outdated"


def details(c: Catalogue, topic: str, lang: str) -> dict[str, object]:
    """State, day of the last second reading, lengths as sent today, words per sentence."""
    answer = c.answers.get((topic, lang))
    if answer is None:
        return {"state": "missing"}
    shown = c.answer(topic, lang)
    sms = budget.fold(shown.sms) if ALL[lang].fold else shown.sms
    return {
        "state": state(c, topic, lang),
        "reviewed": answer.reviewed.isoformat() if answer.reviewed else None,
        "full": len(shown.full),
        "sms": budget.septets(sms) or len(sms),
        "words_per_sentence": round(content_check.words_per_sentence(answer), 1),
    }


@app.command()
def status(as_json: bool = typer.Option(False, "--json", help="for programs, with lengths and reading days")) -> None:
    """Topics × languages: missing, outdated or current."""
    c = _read()
    if as_json:
        typer.echo(json.dumps({topic: {lang: details(c, topic, lang) for lang in LANGUAGES} for topic in c.topics}, indent=1))
        return
    table = Table("topic", *LANGUAGES)
    for topic in c.topics:
        states = [state(c, topic, lang) for lang in LANGUAGES]
        table.add_row(topic, *(f"[{COLOURS[s]}]{s}[/]" for s in states))
    Console(highlight=False).print(table)


@app.command()
def facts(due: int = typer.Option(60, help="days")) -> None:
    """What must be looked up again soon, the soonest first."""
    table = Table("by", "fact", "what it says", "where")
    for fact in _read().facts.due(due, date.today()):
        table.add_row(f"{fact.recheck_by}", fact.id, fact.fact_en[:90], fact.site)
    Console(highlight=False).print(table)


@app.command()
def check() -> None:
    """Everything that is wrong with the content, with file, line and remedy."""
    raise typer.Exit(content_check.main())
