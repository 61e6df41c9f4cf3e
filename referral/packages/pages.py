"""Choosing what goes to a partner, seeing it, making it, fetching it; and the list of what was passed on."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from referral import web
from referral.errors import UnknownCase
from referral.inbox.pages import back
from referral.packages import follow, service
from referral.packages.document import BASES, LONGEST_SUMMARY, Content
from referral.packages.parts import LABELS
from referral.packages.service import Wish
from referral.partners.kinds import ALLOWED, FIELDS, KINDS
from referral.partners.tables import Partner
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

router = APIRouter(include_in_schema=False)
Chosen = Annotated[list[str], Form()]


def _partner(who: SignedIn, wanted: str) -> Partner:
    found = next((partner for partner in service.partners(who) if str(partner.id) == wanted), None)
    if found is None:
        raise UnknownCase
    return found


def _page(request: Request, who: SignedIn, reference: str, partner: Partner, wish: Wish, content: Content | None) -> Response:
    kind = next(known for known in KINDS if known == partner.kind)
    fields = [(name, LABELS[name]) for name in FIELDS if name in ALLOWED[kind].may]
    return web.page(
        request, "package.html", who=who, reference=reference, partner=partner, wish=wish, content=content, fields=fields, bases=BASES,
        longest=LONGEST_SUMMARY,
    )  # fmt: skip


@router.get("/cases/{reference}/package")
def choose(request: Request, who: web.Who, reference: str, partner: str) -> Response:
    require(who.role, "work")
    service.of_case(who, reference)  # a case of this desk
    found = _partner(who, partner)
    first = next(ALLOWED[known].first for known in KINDS if known == found.kind)
    return _page(request, who, reference, found, Wish(partner, frozenset(first), "", ""), None)


@router.post("/cases/{reference}/package/preview")
def preview(
    request: Request, who: web.Who, reference: str, csrf: web.Text, partner: web.Text, basis: web.Text,
    summary: web.Text = "", field: Chosen = [],  # noqa: B006 (FastAPI copies it)
) -> Response:  # fmt: skip
    web.check_form(who, csrf)
    wish = Wish(partner, frozenset(field), summary, basis)
    content = service.preview(who, reference, wish)
    return _page(request, who, reference, content.partner, wish, content)


@router.post("/cases/{reference}/package")
def make(
    who: web.Who, reference: str, csrf: web.Text, partner: web.Text, basis: web.Text, seen: web.Text,
    summary: web.Text = "", field: Chosen = [],  # noqa: B006 (FastAPI copies it)
) -> Response:  # fmt: skip
    web.check_form(who, csrf)
    service.make(who, reference, Wish(partner, frozenset(field), summary, basis), seen)
    return back(reference, "package")


@router.get("/cases/{reference}/packages/{number}")
def download(who: web.Who, reference: str, number: str) -> Response:
    name, file = service.file_of(who, reference, number)
    kind = "application/zip" if name.endswith(".zip") else "application/octet-stream"
    return Response(file, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/handed-on")
def handed_on(request: Request, who: web.Who) -> Response:
    return web.page(request, "handed_on.html", who=who, transfers=follow.transfers(who), packages=follow.packages(who))
