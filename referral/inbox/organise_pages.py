"""The small forms of a case (who works on it, urgency, labels, whom it is about) and the desk's list of labels."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from referral import web
from referral.audit import reading as audit
from referral.database import as_desk
from referral.inbox import organise, subjects
from referral.inbox.pages import back
from referral.norms import service as norms
from referral.retention import hold as legal
from referral.staff.roles import require

router = APIRouter(include_in_schema=False)
Chosen = Annotated[list[str], Form()]


@router.post("/cases/{reference}/assign")
def assign(who: web.Who, reference: str, csrf: web.Text, person: web.Text = "") -> Response:
    web.check_form(who, csrf)
    organise.assign(who, reference, person)
    return back(reference, "assign")


@router.post("/cases/{reference}/urgent")
def urgent(who: web.Who, reference: str, csrf: web.Text, urgent: Annotated[bool, Form()]) -> Response:
    web.check_form(who, csrf)
    organise.set_urgent(who, reference, urgent)
    return back(reference, "urgent")


@router.post("/cases/{reference}/labels")
def labels(who: web.Who, reference: str, csrf: web.Text, label: Chosen = []) -> Response:  # noqa: B006 (FastAPI copies it)
    web.check_form(who, csrf)
    organise.set_labels(who, reference, label)
    return back(reference, "labels")


@router.post("/cases/{reference}/about")
def about(who: web.Who, reference: str, csrf: web.Text, name: web.Text) -> Response:
    web.check_form(who, csrf)
    subjects.add(who, reference, name)
    return back(reference, "about")


@router.post("/cases/{reference}/hold")
def hold(who: web.Who, reference: str, csrf: web.Text, reason: web.Text = "", release: web.Text = "") -> Response:
    web.check_form(who, csrf)
    if release:
        legal.release(who, reference)
    else:
        legal.hold(who, reference, reason)
    return back(reference, "hold")


@router.get("/norms")
def norms_page(request: Request, who: web.Who, done: str = "") -> Response:
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        desk = norms.norms_of(session, who.desk_id)
        return web.page(request, "norms.html", who=who, ack=desk.ack_days, answer=desk.answer_days, most=norms.MOST_DAYS, done=done)


@router.post("/norms")
def set_norms(who: web.Who, csrf: web.Text, ack: Annotated[int, Form()], answer: Annotated[int, Form()]) -> Response:
    web.check_form(who, csrf)
    norms.set_norms(who, ack, answer)
    return web.go("/norms?done=yes")


@router.get("/audit")
def audit_page(request: Request, who: web.Who, case: str = "") -> Response:
    return web.page(request, "audit.html", who=who, lines=audit.of_desk(who, case.strip().upper()[:20]), case=case, most=audit.SHOWN)


@router.get("/labels")
def labels_page(request: Request, who: web.Who) -> Response:
    require(who.role, "lead")
    return web.page(request, "labels.html", who=who, labels=organise.labels(who))


@router.post("/labels")
def make_label(who: web.Who, csrf: web.Text, name: web.Text, drop: web.Text = "") -> Response:
    web.check_form(who, csrf)
    (organise.drop_label if drop else organise.make_label)(who, name)
    return web.go("/labels")
