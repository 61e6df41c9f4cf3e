"""The web application of this room."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from channels import health, metrics, providers, webhooks
from channels.contacts import api as contacts
from channels.errors import ChannelsError
from channels.room import open_room
from channels.settings import Settings
from channels.webchat import api as webchat
from channels.webchat.limits import Gate
from channels.webchat.places import frame, own_page
from deploy.base.logs import logger

log = logger(__name__)
STATIC = Path(__file__).parent / "webchat" / "static"


def create_app(settings: Settings) -> FastAPI:
    """Routes of a provider exist only when it is configured."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_room(settings) as room:
            app.state.room, app.state.gate = room, Gate()
            flushing = asyncio.create_task(metrics.keep_flushing(room.pool))
            yield
            flushing.cancel()
            with suppress(asyncio.CancelledError):
                await flushing
            await metrics.flush(room.pool)

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_exception_handler(ChannelsError, _refuse)
    app.include_router(health.router)
    app.include_router(contacts.router)
    app.include_router(webchat.front_door)
    app.include_router(webchat.router_of(own_page(settings.case_page_url)))
    if settings.channels_frame_ancestors:
        app.include_router(webchat.router_of(frame(settings.channels_frame_ancestors, settings.case_page_url)))
    http = httpx.AsyncClient()  # only to ask the providers for their names; the room has its own
    names = [provider.name for provider in providers.load(settings, http)]
    for name in names:
        app.include_router(webhooks.router_of(name))
    if not names:
        log.info("no provider is configured: their routes answer 404")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


async def _refuse(_: Request, error: Exception) -> Response:
    """The class says the status; the caller is told no more than that."""
    status = error.status if isinstance(error, ChannelsError) else 500
    headers = {"Retry-After": "2"} if status == 503 else None
    return JSONResponse({"error": type(error).__name__}, status_code=status, headers=headers)
