"""The list of cases and one case. Plain forms; every change needs the session's own token."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from referral import web
from referral.cases.schemas import Language
from referral.cases.workflow import STATES, STEPS, buttons
from referral.inbox import changes, service

router = APIRouter(include_in_schema=False)


@router.get("/")
def inbox(
    request: Request, who: web.Who, status: str = "", kind: str = "", number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1
) -> Response:
    status, kind = (status if status in STATES else ""), (kind if kind in ("report", "referral") else "")
    rows, total = service.cases(who, status, kind, number)
    pages = max(1, -(-total // service.PAGE))
    return web.page(
        request, "inbox.html", who=who, cases=rows, total=total, status=status, kind=kind, page=number, pages=pages, states=STATES
    )


@router.get("/cases/{reference}")
def read_case(request: Request, who: web.Who, reference: str, done: str = "") -> Response:
    opened = service.read(who, reference)
    status = opened.case.status
    return web.page(
        request, "case.html", who=who, opened=opened, case=opened.case, steps=buttons(status), done=done,
        may_hand_over="handed_over" in STEPS[status], longest=changes.LONGEST_ANSWER,
    )  # fmt: skip


@router.post("/cases/{reference}/status")
def set_status(who: web.Who, reference: str, csrf: web.Text, status: web.Text) -> Response:
    web.check_form(who, csrf)
    changes.change_status(who, reference, status)
    return _back(reference, "status")


@router.post("/cases/{reference}/answer")
def answer(who: web.Who, reference: str, csrf: web.Text, text: web.Text, language: Annotated[Language, Form()] = "nl") -> Response:
    web.check_form(who, csrf)
    changes.write(who, reference, text, language)
    return _back(reference, "answer")


@router.post("/cases/{reference}/note")
def note(who: web.Who, reference: str, csrf: web.Text, text: web.Text) -> Response:
    web.check_form(who, csrf)
    changes.write(who, reference, text, who.language, note=True)
    return _back(reference, "note")


@router.post("/cases/{reference}/hand-over")
def hand_over(who: web.Who, reference: str, csrf: web.Text, desk: web.Text) -> Response:
    web.check_form(who, csrf)
    changes.hand_over(who, reference, desk)
    return web.go("/")


def _back(reference: str, done: str) -> Response:
    return web.go(f"/cases/{reference}?done={done}")
