"""Pages of a desk's lead: campaigns, a new one, one with its results and links, and what came of it as CSV."""

import uuid
from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from content.i18n import translations
from content.languages import LANGUAGES, NAMES
from content.live import catalogue
from referral import web
from referral.audit.service import note
from referral.database import as_desk, intake
from referral.errors import Malformed
from referral.outreach.calendar import today
from referral.outreach.campaigns import printing, results, runs, service
from referral.outreach.campaigns.plan import GENERAL, MOST_LINKS, Plan, faults, lines
from referral.outreach.doors import doors
from referral.outreach.links import targets
from referral.outreach.links.service import LONGEST_PLACE, TARGETS
from referral.staff.roles import require

router = APIRouter(include_in_schema=False)
Chosen = Annotated[list[str], Form()]
USUAL = timedelta(days=90)


@router.get("/campaigns")
def campaigns_page(request: Request, who: web.Who) -> Response:
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        return web.page(request, "campaigns.html", who=who, campaigns=service.all_of(session))


@router.get("/campaigns/new")
def new_page(request: Request, who: web.Who) -> Response:
    require(who.role, "lead")
    begin = today()
    plan = Plan("", (GENERAL,), (), (), (), begin, begin + USUAL)
    return _form(request, who, plan, [], 200)


def _form(request: Request, who: web.Who, plan: Plan, wrong: list[str], status: int) -> Response:
    c = catalogue()
    groups: dict[str, list[tuple[str, str]]] = {}
    for topic in c.topics.values():
        groups.setdefault(c.phrase(f"group_{topic.group}", web.language_of(request, who)), []).append(
            (topic.id, c.title(topic.id, web.language_of(request, who)))
        )
    with as_desk(who.desk_id) as session:
        figures = service.figures(session, able=True)
    return web.page(
        request, "campaign_new.html", status, who=who, plan=plan, wrong=wrong, groups=groups, figures=figures, general=GENERAL,
        languages=[(code, NAMES[code]) for code in LANGUAGES], targets=TARGETS, most=MOST_LINKS, longest=LONGEST_PLACE,
    )  # fmt: skip


@router.post("/campaigns/new")
def make(
    request: Request, who: web.Who, csrf: web.Text, begins: web.Text, ends: web.Text, name: web.Text = "", places: web.Text = "",
    target: web.Text = "page", topic: Chosen = [], language: Chosen = [], figure: Chosen = [],  # noqa: B006 (FastAPI copies it)
) -> Response:  # fmt: skip
    web.check_form(who, csrf)
    require(who.role, "lead")
    try:
        plan = Plan(
            " ".join(name.split()), tuple(dict.fromkeys(topic)), tuple(dict.fromkeys(language)),
            tuple(dict.fromkeys(uuid.UUID(key) for key in figure)), lines(places),
            date.fromisoformat(begins), date.fromisoformat(ends), target,
        )  # fmt: skip
    except ValueError:
        raise Malformed("a date or a key figure") from None
    with as_desk(who.desk_id) as session:
        wrong = faults(plan, today(), [key for key, _ in service.figures(session, able=True)])
        if not wrong:
            made = service.make(session, who.desk_id, plan)
    if wrong:
        return _form(request, who, plan, wrong, 422)
    _noted(who, "campaign_made")
    return web.go(f"/campaigns/{made}")


def _noted(who: web.Who, what: Literal["campaign_made", "campaign_ended"]) -> None:
    with intake() as session:
        note(session, what, staff=who.staff_id, desk=who.desk_id)


@router.get("/campaigns/{campaign}")
def campaign_page(request: Request, who: web.Who, campaign: uuid.UUID, done: str = "") -> Response:
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        found = service.one(session, campaign)
        links = service.links_of(session, campaign)
        reached = results.of(session, found, links, today())
        names = dict(service.figures(session))
    here = doors()
    return web.page(
        request, "campaign.html", who=who, campaign=found, links=links, printable=runs.printable(links), results=reached, names=names,
        formats=printing.FORMATS, done=done, address={link.slug: targets.short(here, link.slug) for link in links},
    )  # fmt: skip


@router.post("/campaigns/{campaign}/end")
def end(who: web.Who, campaign: uuid.UUID, csrf: web.Text) -> Response:
    web.check_form(who, csrf)
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        service.end(session, campaign)
    _noted(who, "campaign_ended")
    return web.go(f"/campaigns/{campaign}?done=yes")


@router.get("/campaigns/{campaign}/results.csv")
def export(request: Request, who: web.Who, campaign: uuid.UUID) -> Response:
    require(who.role, "lead")
    language = web.language_of(request, who)

    def words(what: str, name: str) -> str:
        if what == "topic asked":
            return catalogue().title(name, language)
        return name or translations(language).gettext("Key figures together")

    with as_desk(who.desk_id) as session:
        found = service.one(session, campaign)
        reached = results.of(session, found, service.links_of(session, campaign), today())
    text = results.as_csv(reached, words)
    # the mark at the front tells spreadsheets that this is UTF-8
    return Response(
        "\ufeff" + text, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="results.csv"'}
    )
