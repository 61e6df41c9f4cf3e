"""The command line: `uv run wegwijzer …`. Each room's own commands are mounted by name."""

import os
import subprocess
import sys

import typer

from channels.cli import app as channels_app
from channels.twilio.cli import app as twilio_app
from content.cli import On
from content.cli import app as content_app
from content.errors import BrokenContent
from deploy.at_home import environment_of
from deploy.launch.house import BOT_PYTHON, ONE_THREAD, ROOT
from deploy.place_lines import answers
from deploy.preview.build import build
from referral.audit.cli import app as audit_app
from referral.cli import app as desk_app
from referral.outreach.cli import app as outreach_app
from referral.packages.cli import app as package_app
from referral.partners.cli import app as partner_app
from referral.retention.cli import app as retention_app
from referral.routing.cli import app as routes_app

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Wegwijzer: information and referral for EU migrant workers.")
app.add_typer(content_app, name="content")
app.add_typer(desk_app, name="desk")
app.add_typer(audit_app, name="audit")
app.add_typer(retention_app, name="retention")
app.add_typer(routes_app, name="routes")
app.add_typer(outreach_app, name="outreach")
app.add_typer(partner_app, name="partner")
app.add_typer(package_app, name="package")
app.add_typer(channels_app, name="channels")
app.add_typer(twilio_app, name="twilio")


def _in_the_bot(*arguments: str, more: dict[str, str] | None = None) -> None:
    """Run a module in the bot's own environment (Python 3.10) and leave with its exit code."""
    env = os.environ | (more or {}) | ONE_THREAD | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    sys.exit(subprocess.run([str(BOT_PYTHON), *arguments], env=env, cwd=ROOT, check=False).returncode)


@app.command()
def understand() -> None:
    """Read JSON lines {"text": …} from standard input; print what the bot makes of each."""
    _in_the_bot("-m", "bot.understand")


@app.command()
def place() -> None:
    """Read JSON lines {"text": …} or {"lat": …, "lon": …}; print the municipality of each, or those it can be."""
    for answer in answers(sys.stdin):
        typer.echo(answer)


@app.command()
def train() -> None:
    """Train the model if the content or the bot changed."""
    _in_the_bot("-m", "bot.train")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def evaluate(context: typer.Context) -> None:
    """Measure how well messages are understood (see docs/understanding.md)."""
    _in_the_bot("-m", "bot.evaluate", *context.args)


@app.command()
def gaps() -> None:
    """What could not be answered (seen in three conversations or more) and how useful answers were, by language."""
    try:
        with environment_of("bot", "BOT_DATABASE_URL") as more:
            _in_the_bot("-m", "bot.gaps", more=more)
    except FileNotFoundError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def preview(on: On = None) -> None:
    """Write every text as workers see it into var/preview, and print the address of the page to open."""
    try:
        page = build(ROOT / "var" / "preview", on.date() if on else None)
    except BrokenContent as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(page.as_uri())


if __name__ == "__main__":
    app()
