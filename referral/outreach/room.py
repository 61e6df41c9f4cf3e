"""What outreach adds to the application: addresses, and the counting that runs beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from referral.outreach.campaigns import pages as campaigns
from referral.outreach.campaigns import print_pages
from referral.outreach.counts.tally import Tally
from referral.outreach.info import pages as info
from referral.outreach.links import pages as links
from referral.outreach.links.gate import Gate
from referral.outreach.web import STATIC


def add_to(app: FastAPI) -> None:
    app.state.tally = Tally()
    app.state.gate = Gate(app.state.tally)
    app.include_router(links.router)
    app.include_router(campaigns.router)
    app.include_router(print_pages.router)
    app.include_router(info.router)
    app.mount("/outreach-static", StaticFiles(directory=STATIC), name="outreach-static")


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Counts are written while the application runs, and once more when it ends."""
    app.state.tally.start()
    yield
    app.state.tally.stop()
