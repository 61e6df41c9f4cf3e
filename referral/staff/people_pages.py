"""The page of a desk's members: invite, roles, a lost password, removal with a change of key, and how far the sealing anew is."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from referral import web
from referral.desks import keys
from referral.staff import people, sessions
from referral.staff.roles import ROLES

router = APIRouter(include_in_schema=False)
Person = Annotated[uuid.UUID, Form()]


@router.get("/staff")
def staff_page(request: Request, who: web.Who) -> Response:
    return _page(request, who)


def _page(request: Request, who: sessions.SignedIn, *, password: str | None = None, recovery: str = "", invited: bool = False) -> Response:
    """A password or a recovery key is shown this once."""
    return web.page(
        request, "staff.html", who=who, members=people.members(who), roles=ROLES, progress=keys.progress(who),
        password=password, recovery=recovery, invited=invited,
    )  # fmt: skip


@router.post("/staff/invite")
def invite(request: Request, who: web.Who, csrf: web.Text, email: web.Text, role: web.Text) -> Response:
    web.check_form(who, csrf)
    password = people.invite(who, email, role)
    return _page(request, who, password=password, invited=True)


@router.post("/staff/role")
def set_role(who: web.Who, csrf: web.Text, person: Person, role: web.Text) -> Response:
    web.check_form(who, csrf)
    people.set_role(who, person, role)
    return web.go("/staff")


@router.post("/staff/reset")
def reset(request: Request, who: web.Who, csrf: web.Text, person: Person) -> Response:
    web.check_form(who, csrf)
    password = people.reset(who, person)
    return _page(request, who, password=password)


@router.post("/staff/remove")
def remove(request: Request, who: web.Who, csrf: web.Text, person: Person) -> Response:
    web.check_form(who, csrf)
    return _new_key(request, people.remove(who, person))


@router.post("/staff/key")
def change_key(request: Request, who: web.Who, csrf: web.Text) -> Response:
    web.check_form(who, csrf)
    return _new_key(request, people.change_key(who))


def _new_key(request: Request, recovery: str) -> Response:
    """The same member, now with the new key, after the first step of sealing anew."""
    who = web.signed_in(request)
    keys.go_on(who)
    return _page(request, who, recovery=recovery)


@router.post("/staff/seal")
def go_on(who: web.Who, csrf: web.Text) -> Response:
    """One larger step, for somebody who waits for it. Small ones happen at every look at the list."""
    web.check_form(who, csrf)
    keys.go_on(who, 10 * keys.STEP)
    return web.go("/staff")


@router.post("/desk")
def switch(who: web.Who, csrf: web.Text, desk: Person) -> Response:
    web.check_form(who, csrf)
    sessions.switch(who, desk)
    return web.go("/")
