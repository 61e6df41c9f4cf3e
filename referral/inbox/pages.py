"""The pages of a desk. Plain forms; every change needs the session's CSRF value."""

import hmac
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from babel.dates import format_datetime, format_timedelta
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader

from content.catalogue import catalogue
from content.i18n import translations
from content.places import index
from referral.cases.workflow import STEPS
from referral.errors import Forbidden, NotSignedIn
from referral.inbox import service
from referral.settings import settings
from referral.staff import service as staff

COOKIE = "desk"
LANGUAGES = ("nl", "en")
templates = Jinja2Templates(env=Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True))
router = APIRouter(include_in_schema=False)


def signed_in(request: Request) -> staff.SignedIn:
    return staff.who(request.cookies.get(COOKIE))


def ready_to_work(request: Request) -> staff.SignedIn:
    """Signed in, and with a password of his own."""
    who = signed_in(request)
    if who.one_time and request.url.path != "/password":
        raise _Elsewhere("/password")
    return who


class _Elsewhere(NotSignedIn):
    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where


Who = Annotated[staff.SignedIn, Depends(ready_to_work)]
Text = Annotated[str, Form()]


def _checked(who: staff.SignedIn, csrf: str) -> None:
    if not hmac.compare_digest(who.csrf, csrf):
        raise Forbidden("the form is not from this session")


def _page(request: Request, name: str, code: int = 200, who: staff.SignedIn | None = None, **values: object) -> Response:
    language = who.language if who else request.cookies.get("desk-language", "nl")
    language = language if language in LANGUAGES else "nl"
    words = translations(language)

    def moment(at: datetime) -> str:
        return format_datetime(at, "d MMM yyyy HH:mm", locale=language)

    def ago(at: datetime) -> str:
        return format_timedelta(at - datetime.now(UTC), add_direction=True, locale=language)

    def topic(name: str | None) -> str:
        return catalogue().title(name, language) if name else "–"

    def place(code: str | None) -> str:
        found = index().municipality(code) if code else None
        return found.municipality if found else words.gettext("unknown")

    context = {
        "_": words.gettext, "who": who, "language": language, "moment": moment, "ago": ago, "topic": topic, "place": place,
        **values,
    }  # fmt: skip
    page: Response = templates.TemplateResponse(request, name, context, status_code=code)
    return page


def error_page(request: Request, status: int, title: str) -> Response:
    return _page(request, "error.html", status, title=title)


@router.get("/log-in")
def log_in_page(request: Request) -> Response:
    return _page(request, "log_in.html", wrong=False)


@router.post("/log-in")
def log_in(request: Request, email: Text, password: Text) -> Response:
    try:
        token = staff.sign_in(email, password)
    except NotSignedIn:
        return _page(request, "log_in.html", 401, wrong=True)
    response = RedirectResponse("/", 303)
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=settings().secure_cookies, max_age=8 * 3600)
    return response


@router.post("/log-out")
def log_out(request: Request, who: Annotated[staff.SignedIn, Depends(signed_in)], csrf: Text) -> Response:
    _checked(who, csrf)
    staff.sign_out(request.cookies.get(COOKIE))
    response = RedirectResponse("/log-in", 303)
    response.delete_cookie(COOKIE)
    return response


@router.post("/language")
def change_language(request: Request, language: Text) -> Response:
    chosen = language if language in LANGUAGES else "nl"
    if token := request.cookies.get(COOKIE):
        staff.set_language(token, chosen)
    response = RedirectResponse("/", 303)
    response.set_cookie("desk-language", chosen, httponly=True, samesite="strict", secure=settings().secure_cookies)
    return response


@router.get("/password")
def password_page(request: Request, who: Annotated[staff.SignedIn, Depends(signed_in)]) -> Response:
    return _page(request, "password.html", who=who, problem="")


@router.post("/password")
def change_password(
    request: Request, who: Annotated[staff.SignedIn, Depends(signed_in)], csrf: Text, old: Text, new: Text, again: Text
) -> Response:
    _checked(who, csrf)
    if len(new) < staff.SHORTEST_PASSWORD or new == old:
        return _page(request, "password.html", 422, who=who, problem="short")
    if new != again:
        return _page(request, "password.html", 422, who=who, problem="different")
    try:
        staff.change_password(who.staff_id, old, new)
    except NotSignedIn:
        return _page(request, "password.html", 422, who=who, problem="old")
    return RedirectResponse("/", 303)


@router.get("/")
def inbox(request: Request, who: Who, status: str = "", kind: str = "", page: int = 1) -> Response:
    rows, total = service.cases(who, status, kind, max(1, page))
    pages = max(1, -(-total // service.PAGE))
    return _page(
        request, "inbox.html", who=who, cases=rows, total=total, status=status, kind=kind, page=page, pages=pages, states=list(STEPS)
    )


@router.get("/cases/{reference}")
def read_case(request: Request, who: Who, reference: str, done: str = "") -> Response:
    opened = service.read(who, reference)
    return _page(request, "case.html", who=who, opened=opened, case=opened.case, steps=STEPS[opened.case.status], done=done)


@router.post("/cases/{reference}/status")
def set_status(who: Who, reference: str, csrf: Text, status: Text) -> Response:
    _checked(who, csrf)
    service.change_status(who, reference, status)
    return _back(reference, "status")


@router.post("/cases/{reference}/answer")
def answer(who: Who, reference: str, csrf: Text, text: Text, language: Text = "nl") -> Response:
    _checked(who, csrf)
    service.write(who, reference, text, language)
    return _back(reference, "answer")


@router.post("/cases/{reference}/note")
def note(who: Who, reference: str, csrf: Text, text: Text) -> Response:
    _checked(who, csrf)
    service.write(who, reference, text, who.language, note=True)
    return _back(reference, "note")


@router.post("/cases/{reference}/hand-over")
def hand_over(who: Who, reference: str, csrf: Text, desk: Text) -> Response:
    _checked(who, csrf)
    service.hand_over(who, reference, desk)
    return RedirectResponse("/", 303)


def _back(reference: str, done: str) -> Response:
    return RedirectResponse(f"/cases/{reference}?done={done}", 303)
