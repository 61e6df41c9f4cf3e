"""The page where an admin makes and revokes tokens for other systems of the municipality."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from referral import web
from referral.database import intake
from referral.open_api import tokens
from referral.settings import settings
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

router = APIRouter(include_in_schema=False)


@router.get("/tokens")
def tokens_page(request: Request, who: web.Who) -> Response:
    return _page(request, who)


def _page(request: Request, who: SignedIn, token: str = "") -> Response:
    """A new token is shown this once. Raises Forbidden."""
    require(who.role, "people")
    with intake() as session:
        rows = tokens.of_desk(session, who.desk_id)
        session.expunge_all()
    return web.page(
        request, "tokens.html", who=who, tokens=rows, token=token, scopes=tokens.SCOPES, terms=tokens.DAYS, today=tokens.today(),
        api=settings().api_url,
    )  # fmt: skip


@router.post("/tokens")
def make(
    request: Request, who: web.Who, csrf: web.Text, name: web.Text, days: Annotated[int, Form()], scope: Annotated[list[str], Form()]
) -> Response:
    web.check_form(who, csrf)
    require(who.role, "people")
    with intake() as session:
        _, token = tokens.make(session, who.desk_id, name, scope, days, who.staff_id)
    return _page(request, who, token)


@router.post("/tokens/revoke")
def revoke(who: web.Who, csrf: web.Text, handle: web.Text) -> Response:
    web.check_form(who, csrf)
    require(who.role, "people")
    with intake() as session:
        tokens.revoke(session, who.desk_id, handle, who.staff_id)
    return web.go("/tokens")
