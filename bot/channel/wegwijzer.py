"""The input channel `wegwijzer`: POST …/turn and GET …/ready, only for the channels service (bearer token, loopback)."""

import asyncio
import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from psycopg_pool import PoolTimeout
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel import request as requests
from bot.channel.lean import make_lean
from bot.channel.quiet import quieten
from bot.channel.turns import Locks, take
from bot.store.conversations import ConversationStore
from bot.store.journal import Overtaken

log = logging.getLogger(__name__)
PURGE_EVERY = 3600.0


class Wegwijzer(InputChannel):
    """Refuses to start without BOT_TOKEN."""

    def __init__(self) -> None:
        self._token = os.environ.get("BOT_TOKEN", "")
        if not self._token:
            raise ValueError("BOT_TOKEN is empty")
        self._locks = Locks()
        self._purging: asyncio.Task[None] | None = None
        quieten()
        make_lean()

    @classmethod
    def name(cls) -> str:
        return "wegwijzer"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("wegwijzer", "wegwijzer")

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            store = self._store(request)
            if store is None:
                return response.json({"ready": False}, status=503)
            from bot.nlu import encoder

            model = request.app.ctx.agent.processor.model_filename
            return response.json({"ready": True, "model": model, "encoder": encoder.status()})

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            given = request.headers.get("authorization", "")
            if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return response.json({"title": "wrong token"}, status=401)
            store = self._store(request)
            if store is None:
                return response.json({"title": "not ready"}, status=503)
            self._purge_sometimes(store)
            try:
                wanted = requests.read(_json(request))
            except requests.Malformed as error:
                return response.json({"title": "malformed", "detail": str(error)}, status=422)
            return await self._turn(wanted, request.app.ctx.agent.processor, store)

        return routes

    async def _turn(self, wanted: requests.TurnRequest, processor: Any, store: ConversationStore) -> HTTPResponse:
        try:
            async with self._locks.of(wanted.conversation):
                return response.json(await take(wanted, processor, store.journal), ensure_ascii=False)
        except (psycopg.Error, PoolTimeout, Overtaken, OSError) as error:
            log.error("turn not stored: %s", type(error).__name__)
            return response.json({"title": "not stored, try again"}, status=503)
        except Exception as error:
            log.error("turn broken: %s", type(error).__name__)
            return response.json({"title": "try again"}, status=503)

    @staticmethod
    def _store(request: Request) -> ConversationStore | None:
        """The real store, not Rasa's fail-safe wrapper: that one would go on in memory and lose the turn."""
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return None
        store = agent.processor.tracker_store
        store = getattr(store, "_tracker_store", store)
        return store if isinstance(store, ConversationStore) else None

    def _purge_sometimes(self, store: ConversationStore) -> None:
        if self._purging is None or self._purging.done():
            self._purging = asyncio.ensure_future(_purge_for_ever(store))


async def _purge_for_ever(store: ConversationStore) -> None:
    while True:
        try:
            await store.journal.purge()
        except Exception as error:  # the next round tries again
            log.warning("purge failed: %s", type(error).__name__)
        await asyncio.sleep(PURGE_EVERY)


def _json(request: Request) -> Any:
    try:
        return request.json
    except Exception:  # Sanic has several classes for a body that is not JSON
        return None
