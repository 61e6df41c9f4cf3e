"""The list of cases and one case. Plain forms; every change needs the session's own token."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from content.replies import replies
from referral import web
from referral.cases.schemas import Language
from referral.cases.workflow import OUTCOMES, STATES, STEPS, Given, buttons
from referral.desks import keys
from referral.forward.again import send_again
from referral.forward.late import plan_again
from referral.inbox import changes, organise, reading, service
from referral.norms.service import overdue
from referral.outreach.figures.telling import unseen
from referral.packages import service as packages
from referral.staff.roles import may

router = APIRouter(include_in_schema=False)


@router.get("/")
def inbox(
    request: Request, who: web.Who, status: str = "", kind: str = "", whose: str = "", label: str = "",
    urgent: bool = False, late: bool = False,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:  # fmt: skip
    keys.go_on(who)
    send_again(who)
    plan_again(who)
    labels = organise.labels(who)
    only = service.Filter(
        status=status if status in STATES else "",
        kind=kind if kind in ("report", "referral") else "",
        whose=whose if whose in ("mine", "nobody") else "",
        label=label if label in labels else "",
        urgent=urgent,
        late=late,
    )
    rows, total = service.cases(who, only, number)
    pages = max(1, -(-total // service.PAGE))
    again = urlencode({name: value for name, value in vars(only).items() if value})
    return web.page(
        request, "inbox.html", who=who, cases=rows, total=total, only=only, again=again, page=number, pages=pages, states=STATES,
        labels=labels, colleagues=organise.colleagues(who), overdue=overdue(who), now=datetime.now(UTC), signals=unseen(who),
    )  # fmt: skip


@router.get("/cases/{reference}")
def read_case(request: Request, who: web.Who, reference: str, done: str = "") -> Response:
    opened = reading.read(who, reference)
    status = opened.case.status
    return web.page(
        request, "case.html", who=who, opened=opened, case=opened.case, steps=buttons(status), done=done, next=STEPS[status],
        outcomes=OUTCOMES, longest=changes.LONGEST_ANSWER, may_work=may(who.role, "work"), labels=organise.labels(who),
        colleagues=organise.colleagues(who), replies=replies().values(),
        partners=packages.partners(who), packages=packages.of_case(who, reference),
    )  # fmt: skip


@router.get("/cases/{reference}/why")
def why(request: Request, who: web.Who, reference: str) -> Response:
    then, now = reading.why_here(who, reference)
    return web.page(request, "why.html", who=who, reference=reference, then=then, now=now)


@router.post("/cases/{reference}/status")
def set_status(
    who: web.Who, reference: str, csrf: web.Text, status: web.Text, outcome: web.Text = "", waiting_for: web.Text = ""
) -> Response:
    web.check_form(who, csrf)
    changes.change_status(who, reference, status, Given(outcome=outcome, waiting_for=waiting_for))
    return back(reference, "status")


@router.post("/cases/{reference}/answer")
def answer(who: web.Who, reference: str, csrf: web.Text, text: web.Text, language: Annotated[Language, Form()] = "nl") -> Response:
    web.check_form(who, csrf)
    changes.write(who, reference, text, language)
    return back(reference, "answer")


@router.post("/cases/{reference}/note")
def note(who: web.Who, reference: str, csrf: web.Text, text: web.Text) -> Response:
    web.check_form(who, csrf)
    changes.write(who, reference, text, who.language, note=True)
    return back(reference, "note")


@router.post("/cases/{reference}/hand-over")
def hand_over(who: web.Who, reference: str, csrf: web.Text, desk: web.Text) -> Response:
    web.check_form(who, csrf)
    changes.hand_over(who, reference, desk)
    return web.go("/")


def back(reference: str, done: str) -> Response:
    """To the case, which then says that it was saved."""
    return web.go(f"/cases/{reference}?done={done}")
