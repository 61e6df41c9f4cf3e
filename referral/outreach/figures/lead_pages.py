"""What a lead of a desk does for its key figures, and the links of the desk."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from content.languages import LANGUAGES
from content.live import catalogue
from referral import web
from referral.database import as_desk
from referral.outreach.calendar import today
from referral.outreach.counts.summary import brought
from referral.outreach.doors import doors
from referral.outreach.figures import service
from referral.outreach.links import service as links
from referral.outreach.links import targets
from referral.outreach.links.states import STEPS, why_not
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

router = APIRouter(include_in_schema=False)
Which = Annotated[uuid.UUID, Form()]


@router.get("/figures")
def figures_page(request: Request, who: web.Who) -> Response:
    return _figures(request, who)


def _figures(request: Request, who: SignedIn, token: str = "") -> Response:
    """A magic link is shown this once."""
    magic = f"{doors().public}/my/enter?key={token}" if token else ""
    return web.page(request, "figures.html", who=who, figures=service.of_desk(who), languages=LANGUAGES, magic=magic)


@router.post("/figures/invite")
def invite(request: Request, who: web.Who, csrf: web.Text, name: web.Text, language: web.Text) -> Response:
    web.check_form(who, csrf)
    return _figures(request, who, service.invite(who, name, language))


@router.post("/figures/renew")
def renew(request: Request, who: web.Who, csrf: web.Text, figure: Which) -> Response:
    web.check_form(who, csrf)
    return _figures(request, who, service.renew(who, figure))


@router.post("/figures/revoke")
def revoke(request: Request, who: web.Who, csrf: web.Text, figure: Which) -> Response:
    web.check_form(who, csrf)
    service.revoke(who, figure)
    request.app.state.gate.forget()
    return web.go("/figures")


@router.post("/figures/remove")
def remove(request: Request, who: web.Who, csrf: web.Text, figure: Which) -> Response:
    web.check_form(who, csrf)
    service.remove(who, figure)
    request.app.state.gate.forget()
    return web.go("/figures")


@router.get("/links")
def links_page(request: Request, who: web.Who) -> Response:
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        rows = links.of_desk(session, who.desk_id)
        result = brought(session, rows)
    names = {figure.id: figure.profile.name for figure in service.of_desk(who)}
    c = catalogue()
    return web.page(
        request, "share_links.html", who=who, links=rows, brought=result, names=names, languages=LANGUAGES, targets=links.TARGETS,
        topics=sorted((c.title(t, who.language), t) for t in c.available_topics), short=lambda link: targets.short(doors(), link.slug),
        state=lambda link: why_not(link.state, link.expires_on, today()) or "active",
        steps=lambda link: [step for known, step in STEPS if known == link.state],
    )  # fmt: skip


@router.post("/links")
def make_link(
    who: web.Who, csrf: web.Text, language: web.Text, target: web.Text = "page", topic: web.Text = "", place: web.Text = "",
    figure: web.Text = "",
) -> Response:  # fmt: skip
    web.check_form(who, csrf)
    require(who.role, "lead")
    theirs = {str(f.id): f.id for f in service.of_desk(who) if f.joined}
    with as_desk(who.desk_id) as session:
        links.create(session, links.Wish(who.desk_id, language, target, topic or None, place, theirs.get(figure)))  # type: ignore[arg-type]
    return web.go("/links")


@router.post("/links/step")
def step_link(request: Request, who: web.Who, csrf: web.Text, link: Which, step: web.Text) -> Response:
    web.check_form(who, csrf)
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        links.take(session, link, step)  # type: ignore[arg-type]
    request.app.state.gate.forget()
    return web.go("/links")
