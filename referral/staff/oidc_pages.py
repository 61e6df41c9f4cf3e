"""To the municipality's log-in and back; then the desk's password is asked, which opens the cases."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from referral import web
from referral.errors import NotSignedIn
from referral.settings import settings
from referral.staff import oidc, service, sessions

router = APIRouter(include_in_schema=False)
JOURNEY, PROOF = "desk-journey", "desk-proof"  # cookies


def _keep(response: Response, name: str, value: str) -> None:
    # Lax, not Strict: the browser comes from another site, and must bring this along
    response.set_cookie(name, value, max_age=oidc.SECONDS, httponly=True, samesite="lax", secure=settings().secure_cookies, path="/oidc")


@router.get("/oidc")
def go(request: Request) -> Response:
    try:
        going = oidc.go()
    except NotSignedIn:
        return web.page(request, "log_in.html", 502, wrong="municipality")
    response = RedirectResponse(going.address, 303)
    _keep(response, JOURNEY, going.cookie)
    return response


@router.get("/oidc/back")
def back(request: Request, state: str = "", code: str = "") -> Response:
    try:
        email = oidc.come_back(request.cookies.get(JOURNEY, ""), state, code)
    except NotSignedIn:
        return web.page(request, "log_in.html", 401, wrong="municipality")
    response = web.page(request, "oidc_password.html", email=email, wrong=False)
    response.delete_cookie(JOURNEY, path="/oidc")
    _keep(response, PROOF, oidc.proof(email))
    return response


@router.post("/oidc/password")
def password(request: Request, password: web.Text, csrf: web.Text) -> Response:
    web.check_form_before_log_in(request, csrf)
    email = oidc.opened(request.cookies.get(PROOF, "")).get("email", "")
    try:
        token = sessions.sign_in(email, password[: service.LONGEST_PASSWORD], web.language_of(request), vouched=True)
    except NotSignedIn:
        return web.page(request, "oidc_password.html", 401, email=email, wrong=True)
    response = web.go("/")
    response.delete_cookie(PROOF, path="/oidc")
    web.set_cookie(response, web.session_cookie(), token, int(sessions.LONGEST.total_seconds()))
    return response
