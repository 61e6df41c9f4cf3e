"""`/my`: the page of a key figure. A magic link opens it, a cookie keeps it open; every form carries a token of its own."""

import hmac
import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from content.languages import LANGUAGES
from content.live import catalogue
from referral.errors import Forbidden, Malformed, NotSignedIn
from referral.outreach import web
from referral.outreach.doors import doors
from referral.outreach.figures import service
from referral.outreach.figures.service import Myself, Profile
from referral.outreach.links import targets
from referral.settings import settings

router = APIRouter(prefix="/my", include_in_schema=False)
Text = Annotated[str, Form()]
Several = Annotated[list[str], Form()]


def cookie() -> str:
    return "__Host-my" if settings().secure_cookies else "my"


def me(request: Request) -> Myself:
    """Raises NotAtHome, which the application answers with a page that says where to get a new link."""
    try:
        return service.myself(request.cookies.get(cookie()))
    except NotSignedIn:
        raise NotAtHome from None


class NotAtHome(NotSignedIn):
    where = "/my/gone"


def taking_part(myself: Annotated[Myself, Depends(me)]) -> Myself:
    if not myself.joined:
        raise NotJoined
    return myself


class NotJoined(NotSignedIn):
    where = "/my"


Invited = Annotated[Myself, Depends(me)]
Me = Annotated[Myself, Depends(taking_part)]


def check(myself: Myself, csrf: str) -> None:
    """Raises Forbidden for a form that is not from this page."""
    if not hmac.compare_digest(myself.csrf.encode(), csrf.encode()):
        raise Forbidden("the form is not from this page")


def page(name: str, myself: Myself, at: str = "", status: int = 200, **values: object) -> Response:
    return web.page(name, myself.language, status, me=myself, at=at, **values)


@router.get("/enter")
def knock(request: Request, key: str = "") -> Response:
    """The magic link. It only shows a button: link previews and scanners of messengers fetch addresses too, and must not get in."""
    return web.page("my_enter.html", web.language_of(request), key=key)


@router.post("/enter")
def enter(request: Request, key: Text) -> Response:
    try:
        service.myself(key)
    except NotSignedIn:
        return gone(request)
    response = RedirectResponse("/my", 303)
    response.set_cookie(
        cookie(), key, max_age=int(service.VALID.total_seconds()), httponly=True, samesite="lax", secure=settings().secure_cookies
    )
    return response


@router.get("/gone")
def gone(request: Request) -> Response:
    return web.page("my_gone.html", web.language_of(request), 404, message="gone_text")


@router.post("/out")
def log_out(request: Request, myself: Invited, csrf: Text) -> Response:
    check(myself, csrf)
    return _closed(web.page("my_gone.html", myself.language, message="enter_text"))


@router.get("/me")
def about_me(myself: Me, done: bool = False) -> Response:
    return page("my_me.html", myself, "me", done=done)


@router.post("/me")
def keep(
    request: Request, myself: Invited, csrf: Text, name: Text, languages: Several = [], place: Text = "", language: Text = ""  # noqa: B006
) -> Response:  # fmt: skip
    check(myself, csrf)
    first = not myself.joined
    try:
        profile = Profile.of(name, languages, place)
        if language:
            service.speak(myself, language)
    except Malformed:
        return page("my_welcome.html" if first else "my_me.html", myself, "me", 422, done=False, problem="try_again")
    service.keep(myself, profile)
    return RedirectResponse("/my" if first else "/my/me?done=1", 303)


@router.post("/leave")
def leave(request: Request, myself: Invited, csrf: Text) -> Response:
    """Deletes everything about the person. The links end: a change that this process must not have forgotten."""
    check(myself, csrf)
    service.leave(myself)
    request.app.state.gate.forget()
    return _closed(web.page("my_gone.html", myself.language, message="deleted"))


def _closed(response: Response) -> Response:
    response.delete_cookie(cookie(), httponly=True, samesite="lax", secure=settings().secure_cookies)
    return response


@router.get("/help")
def help_to_report(myself: Me, lang: str = "") -> Response:
    """Ways in that carry no code of the key figure: nothing can say who helped."""
    language, where = lang if lang in LANGUAGES else myself.language, doors()
    ways = {"whatsapp": targets.whatsapp(where, language), "sms": targets.sms(where, language), "chat": targets.chat(where, language)}
    return page("my_help.html", myself, "help", ways=ways, theirs=language)


def topics(language: str) -> list[tuple[str, str]]:
    """(topic, its title), by title."""
    c = catalogue()
    return sorted(((topic, c.title(topic, language)) for topic in c.available_topics), key=lambda pair: pair[1].casefold())


def uuid_of(value: str) -> uuid.UUID:
    """Raises Malformed."""
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Malformed("an id") from None
