"""The address /case. Everything is a form sent with POST to the same address: no code in an address, a history or a log."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Annotated

from fastapi import APIRouter, Form, Header, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from content.case_codes import find
from content.i18n import translations
from content.languages import LANGUAGES
from content.leaving import ELSEWHERE
from referral.case_page import pass_on, view
from referral.case_page.pass_on import Pass
from referral.case_page.view import Notice
from referral.cases import worker_side
from referral.cases.schemas import Adding, CodeAndOrigin
from referral.errors import NotAllowed, TooManyTries, UnknownCode

router = APIRouter(prefix="/case", include_in_schema=False)
Field = Annotated[str, Form()]
DEFAULT = "nl"


@router.get("")
def ask(lang: str = "", accept_language: Annotated[str, Header()] = "") -> Response:
    return view.gate(_language(lang, accept_language))


@router.post("")
def go_on(
    request: Request,
    lang: Field = "",
    step: Field = "",
    code: Field = "",
    field: Field = "",
    text: Field = "",
    accept_language: Annotated[str, Header()] = "",
) -> Response:
    """`step`: what is wanted of the case that `code` (typed) or `field` (sealed) opens. An unknown step only shows it."""
    language = _language(lang, accept_language)
    say = translations(language).gettext
    if step == "" and not code.strip():
        return view.gate(language)  # another language, or the case was closed
    known = pass_on.opened(field) if field else None
    if field and known is None:
        return view.gate(language, Notice(say("The page was open too long. Please give the code again."), problem=True), 403)
    typed = known.code if known else find(code)
    if typed is None:
        return view.gate(language, Notice(view.phrase("case_code_wrong_form", language), problem=True), 422)
    try:
        return STEPS.get(step, _open)(language, known or Pass(typed, ""), _origin(request), text)
    except UnknownCode:
        return view.gate(language, Notice(view.phrase("case_unknown", language), problem=True), 404)
    except TooManyTries as error:
        minutes = str(-(-error.retry_after // 60))
        page = view.gate(language, Notice(view.phrase("case_too_many_tries", language, minutes=minutes), problem=True), 429)
        page.headers["Retry-After"] = str(error.retry_after)
        return page
    except OperationalError:
        return view.gate(language, Notice(view.phrase("case_service_down", language), problem=True), 503)


@router.post("/leave")
def leave() -> Response:
    """At once to a page that anyone may be looking at; what the browser kept of ours goes."""
    return RedirectResponse(ELSEWHERE, 303, headers={"Clear-Site-Data": '"cache"'})


def _open(language: str, known: Pass, origin: str, _: str, notice: Notice | None = None) -> Response:
    found = worker_side.status(CodeAndOrigin(code=known.code, origin=origin))
    return view.case(language, known.code, found, notice)


def _add(language: str, known: Pass, origin: str, text: str) -> Response:
    say = translations(language).gettext
    try:
        worker_side.add(Adding(code=known.code, origin=origin, text=text.strip(), language=language, once=known.once))
    except ValidationError:
        words = say("Please make it shorter.") if text.strip() else say("Write something first.")
        return _again(language, known, origin, words, text, 422)
    except NotAllowed:
        return _again(language, known, origin, say("This is not possible now. Ask the desk why."), text, 409)
    return _open(language, known, origin, "", Notice(view.phrase("case_added", language)))


def _again(language: str, known: Pass, origin: str, words: str, text: str, status: int) -> Response:
    found = worker_side.status(CodeAndOrigin(code=known.code, origin=origin))
    return view.case(language, known.code, found, Notice(words, problem=True), text=text, status=status)


def _ask_withdraw(language: str, known: Pass, origin: str, _: str) -> Response:
    return view.confirm(language, known.code, worker_side.status(CodeAndOrigin(code=known.code, origin=origin)))


def _withdraw(language: str, known: Pass, origin: str, _: str) -> Response:
    try:
        worker_side.withdraw(CodeAndOrigin(code=known.code, origin=origin))
    except NotAllowed:
        if worker_side.status(CodeAndOrigin(code=known.code, origin=origin)).withdrawn:
            return view.withdrawn(language)  # the button was pressed twice
        words = translations(language).gettext("This is not possible now. Ask the desk why.")
        return _again(language, known, origin, words, "", 409)
    return view.withdrawn(language)


STEPS: dict[str, Callable[[str, Pass, str, str], Response]] = {
    "open": _open,
    "add": _add,
    "ask_withdraw": _ask_withdraw,
    "withdraw": _withdraw,
}


def _origin(request: Request) -> str:
    """Wrong codes are counted by the network address, only as a keyed hash and for a quarter of an hour."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return f"case-page:{host}"
    # one household has a whole /64 of the new addresses
    return f"case-page:{int(address) >> 64 if isinstance(address, IPv6Address) else host}"


def _language(asked: str, header: str) -> str:
    """The one asked for, else the first one of the browser that we speak, else Dutch."""
    wanted = (part.split(";")[0].strip().lower()[:2] for part in header.split(",")[:10])
    return asked if asked in LANGUAGES else next((code for code in wanted if code in LANGUAGES), DEFAULT)
