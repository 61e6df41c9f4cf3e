"""What every page needs: templates with words in Dutch or English, the cookies, and the token that each form carries."""

import hmac
import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from babel.dates import format_date, format_datetime, format_timedelta, get_timezone
from fastapi import Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader

from content.errors import MissingContent
from content.i18n import translations
from content.live import catalogue
from content.places import index
from referral.errors import Forbidden, NotSignedIn
from referral.seal import stretch
from referral.settings import settings
from referral.staff import sessions
from referral.staff.roles import may
from referral.theme import theme

LANGUAGES = ("nl", "en")
LANGUAGE, BEFORE = "desk-language", "desk-before"  # cookies
TIME_ZONE = get_timezone("Europe/Amsterdam")
templates = Jinja2Templates(env=Environment(loader=FileSystemLoader(Path(__file__).parent / "inbox" / "templates"), autoescape=True))
templates.env.globals |= {
    "theme": theme,
    "by_municipality": lambda: bool(settings().referral_oidc_issuer),
    "only_municipality": lambda: settings().referral_oidc_only,
}

Text = Annotated[str, Form()]


def session_cookie() -> str:
    """`__Host-` binds the cookie to this very host; browsers accept that name only over https."""
    return "__Host-desk" if settings().secure_cookies else "desk"


def set_cookie(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", secure=settings().secure_cookies)


def signed_in(request: Request) -> sessions.SignedIn:
    """Raises NotSignedIn."""
    return sessions.who(request.cookies.get(session_cookie()))


def ready_to_work(request: Request) -> sessions.SignedIn:
    """Signed in, and with a password of his own."""
    who = signed_in(request)
    if who.second == "ask":
        raise GiveSecondFirst
    if who.one_time:
        raise ChoosePasswordFirst
    if who.second == "set_up":
        raise SetUpSecondFirst
    return who


def at_own_account(request: Request) -> sessions.SignedIn:
    """For changing the password: with the second factor, where there is one."""
    who = signed_in(request)
    if who.second == "ask":
        raise GiveSecondFirst
    return who


class ChoosePasswordFirst(NotSignedIn):
    where = "/password"


class GiveSecondFirst(NotSignedIn):
    where = "/second"


class SetUpSecondFirst(NotSignedIn):
    where = "/second/set-up"


SomeOne = Annotated[sessions.SignedIn, Depends(signed_in)]
AtAccount = Annotated[sessions.SignedIn, Depends(at_own_account)]
Who = Annotated[sessions.SignedIn, Depends(ready_to_work)]


def check_form(who: sessions.SignedIn, csrf: str) -> None:
    """Raises Forbidden for a form that was not made for this session."""
    if not hmac.compare_digest(who.csrf.encode(), csrf.encode()):
        raise Forbidden("the form is not from this session")


def check_form_before_log_in(request: Request, csrf: str) -> None:
    """The same where there is no session yet. Raises Forbidden."""
    if not hmac.compare_digest(_before(request.cookies.get(BEFORE, "")).encode(), csrf.encode()):
        raise Forbidden("the form is not from this browser")


def _before(cookie: str) -> str:
    # keyed, so that somebody who can plant a cookie still cannot make the form that goes with it
    return stretch.lookup(settings().lookup_key, "form", cookie).hex() if cookie else secrets.token_hex(32)


def language_of(request: Request, who: sessions.SignedIn | None = None) -> str:
    language = who.language if who else request.cookies.get(LANGUAGE, "nl")
    return language if language in LANGUAGES else "nl"


def page(request: Request, name: str, code: int = 200, who: sessions.SignedIn | None = None, **values: object) -> Response:
    """A rendered page. Without `who` its forms carry a token that belongs to a cookie set here."""
    language = language_of(request, who)
    words = translations(language)
    before = request.cookies.get(BEFORE) or secrets.token_urlsafe(24)

    def moment(at: datetime) -> str:
        return format_datetime(at, "d MMM yyyy HH:mm", tzinfo=TIME_ZONE, locale=language)

    def day(on: date | str) -> str:
        return format_date(date.fromisoformat(on) if isinstance(on, str) else on, "d MMMM yyyy", locale=language)

    def ago(at: datetime) -> str:
        return format_timedelta(at - datetime.now(UTC), add_direction=True, locale=language)

    def topic(name: str | None) -> str:
        return catalogue().title(name, language) if name else "–"

    def abuse(name: str) -> str:
        try:
            return catalogue().phrase(f"abuse_{name}", language)
        except MissingContent:
            return name

    def place(code: str | None) -> str:
        found = index().municipality(code) if code else None
        return found.municipality if found else words.gettext("unknown")

    context = {
        "_": words.gettext, "who": who, "language": language, "moment": moment, "day": day, "ago": ago, "topic": topic, "abuse": abuse,
        "place": place, "csrf": who.csrf if who else _before(before), "here": request.url.path,
        "may": lambda right: who is not None and not who.one_time and not who.second and may(who.role, right), **values,
    }  # fmt: skip
    response: Response = templates.TemplateResponse(request, name, context, status_code=code)
    if who is None:
        set_cookie(response, BEFORE, before)
    return response


def error_page(request: Request, status: int, title: str) -> Response:
    return page(request, "error.html", status, title=title)


def go(where: str) -> Response:
    """To another page of ours, with GET. Anything that is not a path of ours leads to the list."""
    ours = where.startswith("/") and not where.startswith(("//", "/\\")) and "\n" not in where and "\r" not in where
    return RedirectResponse(where if ours else "/", 303)
