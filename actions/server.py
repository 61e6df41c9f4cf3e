"""The action server: rasa-sdk's own app with our actions, metrics, scrubbed logs and the thread that hands kept reports in."""

import logging
import warnings
from functools import partial
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic, response

from actions.filing import spool
from actions.handover import Handover
from actions.referral_client import hand_in_sealed
from actions.registry import ACTIONS
from actions.settings import settings
from deploy.base import logs

HOST = "127.0.0.1"
KEPT = Gauge("wegwijzer_kept_reports", "Reports waiting to be handed in")


def build() -> "Sanic[Any, Any]":
    """The app, ready to run. Raises when a setting is missing."""
    settings()
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    app = create_app(executor, cors_origins=[])
    # rasa-sdk's own handler answers with the whole conversation; ours says nothing
    app.error_handler.add(Exception, lambda request, error: response.json({"error": type(error).__name__}, status=500))
    KEPT.set_function(lambda: len(spool().waiting()))

    @app.get("/metrics")
    async def metrics(_: Any) -> Any:
        return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    @app.get("/health/live", name="live")
    @app.get("/health/ready", name="ready")
    async def health(_: Any) -> Any:
        return response.json({"status": "ok"})

    return app


def run() -> None:
    logs.configure("actions")
    logging.getLogger("sanic.access").setLevel(logging.ERROR)
    # the versions differ on purpose (rasa 3.6 has no Python 3.12); tried and tested together
    warnings.filterwarnings("ignore", message=".*versions of rasa and rasa_sdk.*")
    token = settings().referral_actions_token.get_secret_value()
    handover = Handover(spool(), partial(hand_in_sealed, settings().referral_url, token))
    handover.start()
    app = build()
    try:
        app.run(host=HOST, port=settings().actions_port, single_process=True, motd=False, access_log=False)
    finally:
        handover.stop()
