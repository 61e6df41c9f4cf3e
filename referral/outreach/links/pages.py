"""`/go/<slug>`: leads on at once; what leads nowhere explains itself and still offers everything."""

import time

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import OperationalError

from content.languages import LANGUAGES
from referral.database import intake
from referral.metrics import OUTREACH
from referral.outreach import web
from referral.outreach.calendar import today
from referral.outreach.doors import doors
from referral.outreach.links import service, targets
from referral.outreach.links.gate import Gate, Opened, Visitor
from referral.outreach.links.service import Link

router = APIRouter(include_in_schema=False)
STATUS = {"unknown": 404, "dead": 410, "slow": 429}
EXAMPLE = "tako-pime-sa"


def _look_up(slug: str) -> Link | None:
    with intake() as session:
        return service.find(session, slug)


async def _open(request: Request, said: str, *, again: bool = False) -> Opened:
    gate: Gate = request.app.state.gate
    visitor = Visitor(request.client.host if request.client else "", request.method, request.headers)
    now = time.monotonic()
    try:
        if (slug := gate.to_look_up(said, visitor, now)) and (link := await run_in_threadpool(_look_up, slug)):
            gate.learn(link, now)
    except OperationalError:
        return Opened("slow")
    opened = gate.open(said, visitor, today(), now, again=again)
    OUTREACH.labels(opened.outcome).inc()
    return opened


@router.api_route("/go/{said}", methods=["GET", "HEAD"])
async def go(request: Request, said: str) -> Response:
    """As the link says: the information page, WhatsApp, a text message or the chat."""
    opened = await _open(request, said)
    return _answer(request, opened, opened.link.target if opened.link else "page")


@router.api_route("/go/{said}/{way}", methods=["GET", "HEAD"])
async def go_by(request: Request, said: str, way: str) -> Response:
    """Another way through the same link, from the information page: not one more visit."""
    return _answer(request, await _open(request, said, again=True), way if way in service.TARGETS else "page")


def _answer(request: Request, opened: Opened, way: str) -> Response:
    link = opened.link
    if link is None or opened.outcome not in ("open", "page"):
        return _nowhere(request, opened)
    if opened.outcome == "page" or way == "page":
        via = f"?via={link.spoken}" if opened.outcome == "open" else ""
        return RedirectResponse(web.page_of(link.topic, link.language) + via, 302)
    where = doors()
    if way == "sms" and where.sms:
        # a redirect to sms: is swallowed by some browsers; a button is not
        address = targets.sms(where, link.language, link.slug)
        greeting, code = targets.prefilled(link.language), f"#{link.spoken}"
        return web.page("sms.html", link.language, sms=address, number=where.sms, greeting=greeting, code=code, topic=link.topic)
    return RedirectResponse(targets.address(way, where, link.language, link.topic, link.slug), 302)


def _nowhere(request: Request, opened: Opened) -> Response:
    """In all languages, because a poster may hang anywhere: first the one of the link, or of the browser."""
    link, where = opened.link, doors()
    first = link.language if link else web.language_of(request)

    def ways_of(language: str) -> dict[str, str]:
        topic = link.topic if link else None
        return {
            "whatsapp": targets.whatsapp(where, language),
            "sms": targets.sms(where, language),
            "chat": targets.chat(where, language, topic),
        }

    why = opened.why if opened.outcome == "dead" else opened.outcome
    response = web.page(
        "nowhere.html", first, STATUS.get(opened.outcome, 404), why=why, example=EXAMPLE, topic=link.topic if link else None,
        order=[first, *(code for code in LANGUAGES if code != first)], ways_of=ways_of,
    )  # fmt: skip
    if opened.outcome == "slow":
        response.headers["Retry-After"] = "120"
    return response
