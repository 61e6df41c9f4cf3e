"""A key figure's links: making them, pausing, a new code, and what they brought."""

import time
from datetime import date

from babel.dates import format_date
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from content.languages import ALL
from content.live import catalogue
from content.sharing import new_this_month, share_text
from referral.database import intake
from referral.errors import Malformed, NotAllowed, UnknownCase
from referral.outreach.calendar import today
from referral.outreach.campaigns import printing, runs
from referral.outreach.counts.limits import Pace
from referral.outreach.counts.plot import bars
from referral.outreach.counts.summary import brought
from referral.outreach.doors import doors
from referral.outreach.figures.pages import Invited, Me, Text, check, page, topics, uuid_of
from referral.outreach.figures.service import Myself
from referral.outreach.links import service, targets
from referral.outreach.links.states import STEPS, why_not
from referral.outreach.web import speak

router = APIRouter(prefix="/my", include_in_schema=False)
MOST = 60  # links of one key figure
MOST_NEWS = 5
PRINTS = {"a4": "a4.pdf", "a6": "a6.pdf", "card": "card.pdf", "qr": "qr.png"}
printing_pace = Pace(burst=20, each=1 / 30)  # sheets of one key figure: each takes a second of processor


@router.get("")
def home(myself: Invited) -> Response:
    if not myself.joined:
        return page("my_welcome.html", myself)
    return _home(myself)


def _home(myself: Myself, problem: str = "", status: int = 200) -> Response:
    with intake() as session:
        links = service.of_figure(session, myself.id)
        result = brought(session, links)
    where, language = doors(), myself.language
    targets_here = [t for t in service.TARGETS if not (t == "whatsapp" and not where.whatsapp) and not (t == "sms" and not where.sms)]

    say = speak(language)

    def week(begin: date) -> str:
        return format_date(begin, "d/M", locale=ALL[language].locale)

    def message(link: service.Link) -> str:
        short = targets.short(where, link.slug)
        return share_text(link.topic, link.language, short) if link.topic else speak(link.language)("share_text", link=short)

    working = [link for link in links if why_not(link.state, link.expires_on, today()) is None]
    by_topic = {(link.topic, link.language): link for link in working}
    news = [(one, by_topic.get((one.topic, language))) for one in new_this_month(catalogue(), language, today())[:MOST_NEWS]]
    return page(
        "my_links.html", myself, "links", status, links=links, brought=result, plot=bars(result.weeks, say("brought_title"), week),
        topics=topics(language), targets=targets_here, problem=problem, message=message, news=news, prints=PRINTS,
        short=lambda link: targets.short(where, link.slug),
        state=lambda link: why_not(link.state, link.expires_on, today()) or "active",
        steps=lambda link: [step for known, step in STEPS if known == link.state],
    )  # fmt: skip


@router.post("/links")
def make(myself: Me, csrf: Text, language: Text, target: Text = "page", topic: Text = "", place: Text = "") -> Response:
    check(myself, csrf)
    try:
        with intake() as session:
            if len(service.of_figure(session, myself.id)) >= MOST:
                raise NotAllowed("enough of them")
            wish = service.Wish(myself.desk_id, language, target, topic or None, place, myself.id)  # type: ignore[arg-type]
            service.create(session, wish)
    except (Malformed, NotAllowed):
        return _home(myself, "try_again", 422)
    return RedirectResponse("/my#links", 303)


@router.post("/links/step")
def step(request: Request, myself: Me, csrf: Text, link: Text, step: Text) -> Response:
    """Of the own links only. Raises UnknownCase, NotAllowed."""
    check(myself, csrf)
    which = uuid_of(link)
    with intake() as session:
        if which not in {own.id for own in service.of_figure(session, myself.id)}:
            raise UnknownCase
        service.take(session, which, step)  # type: ignore[arg-type]
    request.app.state.gate.forget()
    return RedirectResponse("/my#links", 303)


@router.get("/links/{slug}/{file}")
def sheet(myself: Me, slug: str, file: str) -> Response:
    """A poster, a card or the code of an own link that works. Raises UnknownCase."""
    if file not in PRINTS.values() or not printing_pace.allows(myself.id, time.monotonic()):
        raise UnknownCase
    with intake() as session:
        found = [link for link in runs.printable(service.of_figure(session, myself.id)) if link.slug == slug]
        look = runs.look_of(session, myself.desk_id)
    if not found:
        raise UnknownCase
    made = printing.one(found[0], file.removesuffix(".pdf"), look)
    media = "image/png" if file.endswith(".png") else "application/pdf"
    name = f"{found[0].language}-{found[0].spoken}-{file}"
    return Response(made, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
