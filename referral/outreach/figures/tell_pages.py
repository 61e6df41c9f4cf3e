"""What a key figure can tell: a remark on a text, a signal for the desk."""

import time

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from referral.errors import Malformed
from referral.outreach.counts.limits import Pace
from referral.outreach.figures import telling
from referral.outreach.figures.pages import Me, Text, check, page, topics
from referral.outreach.figures.service import Myself

router = APIRouter(prefix="/my", include_in_schema=False)
pace = Pace(burst=10, each=10 / 86_400)  # ten a day from one page: a desk must not drown


@router.get("/tell")
def tell(myself: Me, done: str = "") -> Response:
    return _page(myself, done=done if done in ("remark", "signal") else "")


def _page(myself: Myself, status: int = 200, done: str = "", problem: str = "", words: str = "") -> Response:
    return page(
        "my_tell.html", myself, "tell", status, done=done, problem=problem, words=words, whats=telling.WHATS,
        topics=topics(myself.language), longest=telling.LONGEST_SIGNAL, longest_remark=telling.LONGEST_REMARK,
    )  # fmt: skip


@router.post("/remark")
def remark(myself: Me, csrf: Text, what: Text, topic: Text = "", language: Text = "", words: Text = "") -> Response:
    check(myself, csrf)
    if not pace.allows(myself.id, time.monotonic()):
        return _page(myself, 429, problem="too_many")
    try:
        telling.remark(what, topic or None, language or myself.language, words)
    except Malformed:
        return _page(myself, 422, problem="try_again")
    return RedirectResponse("/my/tell?done=remark", 303)


@router.post("/signal")
def signal(myself: Me, csrf: Text, words: Text = "") -> Response:
    check(myself, csrf)
    if not pace.allows(myself.id, time.monotonic()):
        return _page(myself, 429, problem="too_many", words=words)
    try:
        telling.signal(myself.desk_id, myself.language, words)
    except Malformed:
        return _page(myself, 422, problem="try_again", words=words)
    return RedirectResponse("/my/tell?done=signal", 303)
