"""What partners see without an account: the page for the receipt, and the keys that verify packages. The code is never in a URL."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from referral import web
from referral.errors import NotAllowed, UnknownCode
from referral.packages import receipt, signing

router = APIRouter(include_in_schema=False)


@router.get("/receipt")
def ask(request: Request) -> Response:
    return web.page(request, "receipt.html")


@router.post("/receipt")
def answer(request: Request, csrf: web.Text, code: web.Text, step: web.Text = "") -> Response:
    web.check_form_before_log_in(request, csrf)
    code = code[:40]
    try:
        found = receipt.tell_desk(code, step) if step else receipt.look(code)
    except UnknownCode as error:
        return web.page(request, "receipt.html", error.status, problem="unknown")
    except NotAllowed as error:
        return web.page(request, "receipt.html", error.status, problem="step", receipt=receipt.look(code), given=code)
    return web.page(request, "receipt.html", receipt=found, given=code, done=bool(step))


@router.get("/keys")
def keys_page(request: Request) -> Response:
    return web.page(request, "keys.html", keys=signing.published())


@router.get("/keys.json")
def keys() -> Response:
    return JSONResponse({"keys": [key.as_json() for key in signing.published()]})
