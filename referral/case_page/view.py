"""What the page shows, as HTML in the worker's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from babel.dates import get_timezone
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.format import long_date
from content.i18n import translations
from content.languages import LANGUAGES, NAMES
from content.leaving import ELSEWHERE
from content.live import catalogue
from referral.case_page import pass_on
from referral.cases.schemas import Status

HERE = Path(__file__).parent
TIME_ZONE = get_timezone("Europe/Amsterdam")
HEADERS = {
    "Content-Security-Policy": (
        # browsers hold the redirect after a form to this list too
        f"default-src 'none'; style-src 'self'; form-action 'self' {ELSEWHERE.rstrip('/')}; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_jinja = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True)
class Notice:
    """A sentence above everything else. `problem`: it says that something did not work."""

    text: str
    problem: bool = False


def phrase(key: str, language: str, **values: str) -> str:
    """A line of the bot's, without its stars."""
    return catalogue().phrase(key, language, **values).replace("*", "")


def gate(language: str, notice: Notice | None = None, status: int = 200) -> HTMLResponse:
    """The page that asks for the code."""
    return _page("gate.html", language, status, step="", field="", notice=notice, minutes=pass_on.MINUTES)


def case(language: str, code: str, found: Status, notice: Notice | None = None, *, text: str = "", status: int = 200) -> HTMLResponse:
    """The case, with what can be done. `text`: words that were not taken yet, so that nobody writes them twice."""
    return _page(
        "case.html", language, status, step="open", field=pass_on.sealed(code), notice=notice, found=found, text=text,
        stands=phrase(f"status_{found.status}", language), none_yet=phrase("case_no_messages", language),
        may_withdraw=not found.withdrawn and found.status != "closed",
    )  # fmt: skip


def confirm(language: str, code: str, found: Status) -> HTMLResponse:
    """What withdrawing means, and whether it is really meant."""
    question = phrase("ask_withdraw", language, case=found.case)
    return _page("confirm.html", language, 200, step="ask_withdraw", field=pass_on.sealed(code), notice=None, question=question)


def withdrawn(language: str) -> HTMLResponse:
    return _page("withdrawn.html", language, 200, step="", field="", notice=Notice(phrase("case_withdrawn", language)))


def _page(name: str, language: str, status: int, **values: object) -> HTMLResponse:
    html = _jinja.get_template(name).render(
        _=translations(language).gettext, language=language, names={code: NAMES[code] for code in LANGUAGES}, day=_days(language), **values
    )
    return HTMLResponse(html, status, headers=HEADERS)


def _days(language: str) -> Callable[..., str]:
    def day(at: datetime, *, before: bool = False) -> str:
        """`before`: a moment that is the end of a day at midnight belongs to that day."""
        local = at.astimezone(TIME_ZONE) - (timedelta(seconds=1) if before else timedelta())
        return long_date(local.date(), language)

    return day
