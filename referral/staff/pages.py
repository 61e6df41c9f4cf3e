"""Log in, log out, password, language."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from referral import web
from referral.errors import Forbidden, NotSignedIn
from referral.notify import service as notify
from referral.staff import second, service, sessions

router = APIRouter(include_in_schema=False)


@router.get("/log-in")
def log_in_page(request: Request) -> Response:
    return web.page(request, "log_in.html", wrong=False)


@router.post("/log-in")
def log_in(request: Request, email: web.Text, password: web.Text, csrf: web.Text) -> Response:
    web.check_form_before_log_in(request, csrf)
    try:
        token = sessions.sign_in(email, password[: service.LONGEST_PASSWORD], web.language_of(request))
    except NotSignedIn:
        return web.page(request, "log_in.html", 401, wrong=True)
    response = web.go("/")
    web.set_cookie(response, web.session_cookie(), token, int(sessions.LONGEST.total_seconds()))
    return response


@router.post("/log-out")
def log_out(who: web.SomeOne, csrf: web.Text) -> Response:
    web.check_form(who, csrf)
    sessions.sign_out(who)
    response = web.go("/log-in")
    web.set_cookie(response, web.session_cookie(), "", 0)
    return response


@router.post("/language")
def change_language(request: Request, language: web.Text, csrf: web.Text, back: web.Text = "/") -> Response:
    chosen = language if language in web.LANGUAGES else "nl"
    try:
        who = web.signed_in(request)
        web.check_form(who, csrf)
        sessions.set_language(who, chosen)
    except (NotSignedIn, Forbidden):  # an error page has no session in its form
        web.check_form_before_log_in(request, csrf)
    response = web.go(back)
    web.set_cookie(response, web.LANGUAGE, chosen, 365 * 24 * 3600)
    return response


@router.get("/password")
def password_page(request: Request, who: web.AtAccount) -> Response:
    return web.page(
        request, "password.html", who=who, problem="", desks=sessions.desks_of(who),
        codes_left=second.left(who) if who.has_second else None, wish=notify.wish_of(who.staff_id, who.desk_id),
    )  # fmt: skip


@router.post("/password")
def change_password(request: Request, who: web.AtAccount, csrf: web.Text, old: web.Text, new: web.Text, again: web.Text) -> Response:
    web.check_form(who, csrf)
    if problem := _wrong_with(old, new, again):
        return web.page(request, "password.html", 422, who=who, problem=problem, desks=())
    try:
        service.change_password(who.staff_id, old, new, who.session)
    except NotSignedIn:
        return web.page(request, "password.html", 422, who=who, problem="old", desks=())
    return web.go("/")


def _wrong_with(old: str, new: str, again: str) -> str:
    if not service.SHORTEST_PASSWORD <= len(new) <= service.LONGEST_PASSWORD or new == old:
        return "short"
    return "different" if new != again else ""
