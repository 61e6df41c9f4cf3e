"""The page of a ready reply: its fields, what it says in Dutch and in the worker's language, and the button to send it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from referral import web
from referral.inbox import replies
from referral.inbox.pages import back

router = APIRouter(include_in_schema=False)


@router.get("/cases/{reference}/reply")
def reply_page(request: Request, who: web.Who, reference: str, name: str) -> Response:
    given = dict(request.query_params)
    shown = replies.preview(who, reference, name, given)
    return web.page(request, "reply.html", 422 if shown.problem else 200, who=who, reference=reference, shown=shown, given=given)


async def whole_form(request: Request) -> dict[str, str]:
    """The fields differ from reply to reply, so the form is read as it comes."""
    return {name: str(value)[:200] for name, value in (await request.form()).items()}


@router.post("/cases/{reference}/reply")
def send(who: web.Who, reference: str, form: Annotated[dict[str, str], Depends(whole_form)]) -> Response:
    web.check_form(who, form.pop("csrf", ""))
    replies.send(who, reference, form.pop("name", ""), form)
    return back(reference, "answer")
