"""The action server: rasa-sdk's executor behind our own small app, with metrics, scrubbed logs and the thread that hands kept reports in.

rasa-sdk's app is not used: its error handler answers with the whole conversation, and it warns at every call that Rasa is older.
"""

import json
import logging
import zlib
from functools import partial
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sanic import Request, Sanic, response
from sanic.response import HTTPResponse

from actions.filing import spool
from actions.handover import Handover
from actions.referral_client import hand_in_sealed
from actions.registry import ACTIONS
from actions.settings import settings
from deploy.base import logs

HOST = "127.0.0.1"
KEPT = Gauge("wegwijzer_kept_reports", "Reports waiting to be handed in")
log = logs.logger(__name__)


def build(name: str = "actions") -> "Sanic[Any, Any]":
    """The app, ready to run. Raises when a setting is missing."""
    settings()
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    KEPT.set_function(lambda: len(spool().waiting()))
    app: Sanic[Any, Any] = Sanic(name, configure_logging=False)

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        body = zlib.decompress(request.body) if request.headers.get("content-encoding") == "deflate" else request.body
        # Rasa leaves the domain out (selective domain); rasa-sdk 3.21 insists on one, and no action of ours reads it
        result = await executor.run({"domain": {}, **json.loads(body)})
        return response.json(result.model_dump() if result else None)

    @app.get("/health", name="health")
    @app.get("/health/live", name="live")
    @app.get("/health/ready", name="ready")
    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @app.get("/metrics")
    async def metrics(_: Request) -> HTTPResponse:
        return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    @app.exception(ActionNotFoundException)
    async def unknown(_: Request, error: ActionNotFoundException) -> HTTPResponse:
        return response.json({"error": "no such action", "action_name": error.action_name}, status=404)

    @app.exception(json.JSONDecodeError, zlib.error, KeyError, TypeError, AttributeError)
    async def broken(_: Request, error: Exception) -> HTTPResponse:
        log.error("request not understood", error=type(error).__name__)
        return response.json({"error": "request not understood"}, status=400)

    return app


def run() -> None:
    logs.configure("actions")
    logging.getLogger("sanic.access").setLevel(logging.ERROR)
    token = settings().referral_actions_token.get_secret_value()
    handover = Handover(spool(), partial(hand_in_sealed, settings().referral_url, token))
    handover.start()
    try:
        build().run(host=HOST, port=settings().actions_port, single_process=True, motd=False, access_log=False)
    finally:
        handover.stop()
