"""What a member wants to be told, and the webhooks of the desk."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from referral import web
from referral.notify import hooks, service

router = APIRouter(include_in_schema=False)


@router.post("/notify")
def set_wish(who: web.Who, csrf: web.Text, wish: Annotated[service.Wish, Form()]) -> Response:
    web.check_form(who, csrf)
    service.set_wish(who.staff_id, who.desk_id, wish)
    return web.go("/password")


@router.get("/webhooks")
def hooks_page(request: Request, who: web.Who) -> Response:
    return web.page(request, "webhooks.html", who=who, hooks=hooks.of_desk(who), secret="")


@router.post("/webhooks")
def add_hook(request: Request, who: web.Who, csrf: web.Text, url: web.Text) -> Response:
    web.check_form(who, csrf)
    secret = hooks.add(who, url)
    return web.page(request, "webhooks.html", who=who, hooks=hooks.of_desk(who), secret=secret)


@router.post("/webhooks/remove")
def remove_hook(who: web.Who, csrf: web.Text, hook: Annotated[uuid.UUID, Form()]) -> Response:
    web.check_form(who, csrf)
    hooks.remove(who, hook)
    return web.go("/webhooks")
