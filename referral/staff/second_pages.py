"""The pages of the second factor: setting it up with a square to scan, and asking for it at log-in."""

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from referral import web
from referral.staff import second

router = APIRouter(include_in_schema=False)


def _token(request: Request) -> str:
    return request.cookies.get(web.session_cookie(), "")


Token = Annotated[str, Depends(_token)]


@router.get("/second/set-up")
def set_up_page(request: Request, who: web.SomeOne, token: Token) -> Response:
    return _set_up(request, who, token, wrong=False)


def _set_up(request: Request, who: web.SomeOne, token: str, *, wrong: bool) -> Response:
    if who.one_time:
        raise web.ChoosePasswordFirst
    secret, drawing = second.pending(who, token), io.BytesIO()
    segno.make(second.address(secret, who.email), micro=False).save(drawing, kind="svg", scale=5, xmldecl=False, svgns=False, omitsize=True)
    square = drawing.getvalue().decode()  # drawn by us, from letters and digits
    return web.page(request, "second_set_up.html", 422 if wrong else 200, who=who, secret=secret, square=square, wrong=wrong)


@router.post("/second/set-up")
def set_up(request: Request, who: web.SomeOne, token: Token, csrf: web.Text, digits: web.Text) -> Response:
    web.check_form(who, csrf)
    codes = second.enrol(who, token, digits)
    if codes is None:
        return _set_up(request, who, token, wrong=True)
    return web.page(request, "second_codes.html", who=who, codes=codes)


@router.get("/second")
def ask_page(request: Request, who: web.SomeOne) -> Response:
    return web.page(request, "second.html", who=who, wrong=False)


@router.post("/second")
def ask(request: Request, who: web.SomeOne, token: Token, csrf: web.Text, digits: web.Text) -> Response:
    web.check_form(who, csrf)
    if second.check(who, token, digits):
        return web.go("/")
    return web.page(request, "second.html", 401, who=who, wrong=True)
