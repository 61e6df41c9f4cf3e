"""The addresses that providers call: `/<provider>/<kind>`. What is unsigned is refused, whatever it says."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from channels import metrics
from channels.errors import BadSignature
from channels.inbox import service as inbox
from channels.messages import InboundMessage
from channels.outbox import callbacks
from channels.provider import Webhook
from channels.web import TheRoom, read_body
from deploy.base.logs import logger

log = logger(__name__)


def router_of(name: str) -> APIRouter:
    router = APIRouter(prefix=f"/{name}", include_in_schema=False)

    @router.post("/{kind}", status_code=204)
    async def take(kind: str, request: Request, room: TheRoom) -> Response:
        """204 as soon as everything is safe in the database; 503 when it is not, so that the provider tries again."""
        # not request.url: proxies change scheme, host and port, and a signature covers what the provider called
        url = room.settings.channels_public_url + request.url.path + (f"?{request.url.query}" if request.url.query else "")
        webhook = Webhook(url, kind, dict(request.query_params), dict(request.headers), await read_body(request))
        try:
            found = room.by_name[name].parse(webhook)
        except BadSignature as error:
            metrics.count("signature_failures", str(error))
            log.warning("webhook refused", reason=str(error), path=request.url.path)
            raise
        for one in found:
            if isinstance(one, InboundMessage):
                await inbox.accept(room, one)
            else:
                await callbacks.apply(room, one)
        return Response(status_code=204)

    @router.get("/{kind}")
    async def prove(kind: str, request: Request, room: TheRoom) -> Response:
        answer = room.by_name[name].challenge(dict(request.query_params))
        return PlainTextResponse(answer) if answer is not None else Response(status_code=404)

    return router
