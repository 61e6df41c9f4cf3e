"""Pages of outreach that workers and key figures see: in five languages, for a telephone, without scripts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from babel.dates import format_date
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.languages import ALL, LANGUAGES, NAMES
from content.live import catalogue
from content.outreach_words import outreach_words
from content.slugs import slugs

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_jinja = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def speak(language: str) -> Callable[..., str]:
    """`say("why_unknown", example="…")` in that language."""
    words = outreach_words(catalogue(), language)

    def say(line: str, /, **given: object) -> str:
        text = words[line]
        for field, value in given.items():
            text = text.replace(f"{{{field}}}", str(value))
        return text

    return say


def title(topic: str | None, language: str) -> str:
    return catalogue().title(topic, language) if topic else speak(language)("all_topics")


def page_of(topic: str | None, language: str) -> str:
    """The path of the information page: of a topic, or of all of them."""
    return slugs().path(topic, language) if topic else f"/{language}"


def day(at: date, language: str) -> str:
    return format_date(at, "d MMM y", locale=ALL[language].locale)


def language_of(request: Request, asked: str | None = None) -> str:
    """What was asked for, else the first of the browser's languages that we have, else English."""
    if asked in LANGUAGES:
        return str(asked)
    wanted = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in wanted if code in LANGUAGES), "en")


def page(name: str, language: str, status: int = 200, **values: object) -> HTMLResponse:
    context = {"say": speak(language), "speak": speak, "language": language, "languages": LANGUAGES, "names": NAMES, "day": day,
               "title_of": title, "page_of": page_of, **values}  # fmt: skip
    return HTMLResponse(_jinja.get_template(name).render(context), status)


def trouble(request: Request, status: int) -> HTMLResponse:
    """Something went wrong on a page of ours; nothing of what was sent is repeated."""
    return page("my_gone.html", language_of(request), status, message="try_again")
