"""Twilio's webhooks. Unsigned ones are refused, whatever they say."""

from fastapi import APIRouter, Request, Response

from channels import metrics
from channels.errors import BadSignature
from channels.inbox import service as inbox
from channels.outbox import callbacks
from channels.twilio.faults import fault
from channels.twilio.parse import parse
from channels.twilio.signature import check, read_form
from channels.web import TheRoom, read_body
from deploy.base.logs import logger

router = APIRouter(prefix="/twilio", include_in_schema=False)
log = logger(__name__)


@router.post("/inbound", status_code=204)
async def inbound(request: Request, room: TheRoom) -> Response:
    """204 as soon as the message is safe in the database; 503 when it is not, so that Twilio tries again."""
    form = await _signed_form(request, room)
    await inbox.accept(room, parse(form))
    return Response(status_code=204)


@router.post("/status", status_code=204)
async def status(request: Request, room: TheRoom) -> Response:
    """What became of a message; `m` in the query is our own id of it, signed along."""
    fields = dict(await _signed_form(request, room))
    code = fields.get("ErrorCode", "")
    await callbacks.apply(
        room,
        outbox_id=request.query_params.get("m", ""),
        provider_id=fields.get("MessageSid", ""),
        status=fields.get("MessageStatus", ""),
        code=code,
        fault=fault(code) if code else None,
    )
    return Response(status_code=204)


async def _signed_form(request: Request, room: TheRoom) -> list[tuple[str, str]]:
    form = read_form(await read_body(request))
    # not request.url: proxies change scheme, host and port, and the signature covers what Twilio called
    url = room.settings.channels_public_url + request.url.path + (f"?{request.url.query}" if request.url.query else "")
    try:
        check(url, form, request.headers.get("x-twilio-signature"), room.settings.twilio_auth_tokens)
    except BadSignature as error:
        metrics.count("signature_failures", str(error))
        log.warning("webhook refused", reason=str(error), path=request.url.path)
        raise
    return form
