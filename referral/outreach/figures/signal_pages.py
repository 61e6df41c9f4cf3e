"""Signals of the community in the desk's pages: read by all members, dealt with, deleted by a lead."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from referral import web
from referral.outreach.figures import telling

router = APIRouter(include_in_schema=False)
Which = Annotated[uuid.UUID, Form()]


@router.get("/signals")
def signals_page(request: Request, who: web.Who) -> Response:
    return web.page(request, "signals.html", who=who, signals=telling.signals(who))


@router.post("/signals/seen")
def see(who: web.Who, csrf: web.Text, signal: Which) -> Response:
    web.check_form(who, csrf)
    telling.see(who, signal)
    return web.go("/signals")


@router.post("/signals/erase")
def erase(who: web.Who, csrf: web.Text, signal: Which) -> Response:
    web.check_form(who, csrf)
    telling.erase(who, signal)
    return web.go("/signals")
