"""What outreach adds to the application: addresses, and the counting that runs beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from content.live import catalogue
from referral.outreach.campaigns import pages as campaigns
from referral.outreach.campaigns import print_pages
from referral.outreach.counts import api as starts
from referral.outreach.counts.tally import Tally
from referral.outreach.figures import lead_pages as lead
from referral.outreach.figures import links_pages as figure_links
from referral.outreach.figures import pages as figures
from referral.outreach.figures import signal_pages as signals
from referral.outreach.figures import tell_pages as telling
from referral.outreach.info import pages as info
from referral.outreach.links import pages as links
from referral.outreach.links.gate import Gate
from referral.outreach.web import STATIC


def add_to(app: FastAPI) -> None:
    app.state.tally = Tally()
    app.state.gate = Gate(app.state.tally)
    for pages in (links, figures, figure_links, telling, lead, signals, campaigns, print_pages, info):
        app.include_router(pages.router)
    app.include_router(starts.router)
    app.mount("/outreach-static", StaticFiles(directory=STATIC), name="outreach-static")


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Counts are written while the application runs, and once more when it ends."""
    catalogue()  # read now, not while the first readers wait
    app.state.tally.start()
    yield
    app.state.tally.stop()
