"""Printing in the background: a run is begun on a page, worked off by the worker, told as a number, fetched once or more, and erased."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content.places import index
from referral.database import Desk, intake
from referral.errors import CannotOpen, NotAllowed, UnknownCase
from referral.outreach.calendar import today
from referral.outreach.campaigns import printing, service, vault
from referral.outreach.campaigns.tables import PrintRun
from referral.outreach.links.service import Link
from referral.outreach.links.states import why_not
from referral.outreach.print.tokens import Tokens, read_tokens
from referral.outreach.wrap import unwrapped, wrapped
from referral.settings import settings

TASK = "outreach:print"
KEPT = timedelta(hours=24)
EVERY = 5  # files between two tellings of the progress
MOST_OPEN = 3  # runs of a desk that wait or work
OPEN = ("waiting", "working")


@lru_cache(maxsize=1)
def _queue() -> App:
    return App(connector=SyncPsycopgConnector())


def path_of(run: uuid.UUID) -> Path:
    return Path(settings().wegwijzer_var_dir) / "prints" / f"{run}.sealed"


def look_of(session: Session, desk: uuid.UUID) -> Tokens:
    """The look of the desk's municipality, with its name where the look has none."""
    folder, code = settings().referral_looks_dir, session.get_one(Desk, desk).municipality
    look = read_tokens(code, Path(folder) if folder else None)
    found = index().municipality(code) if code and not look.name else None
    return replace(look, name=f"Gemeente {found.municipality}") if found else look


def printable(links: Sequence[Link]) -> list[Link]:
    """A poster with a dead link is a disappointment."""
    return [link for link in links if why_not(link.state, link.expires_on, today()) is None]


def begin(desk: uuid.UUID, campaign: uuid.UUID, formats: Sequence[str]) -> uuid.UUID:
    """The run and its job in one transaction. Raises NotAllowed for no known format, or when enough of this desk waits already."""
    chosen = [kind for kind in printing.FORMATS if kind in formats]
    if not chosen:
        raise NotAllowed("choose what to print")
    run = PrintRun(id=uuid.uuid4(), campaign_id=campaign, desk_id=desk, formats=chosen, erase_at=datetime.now(UTC) + KEPT)
    with intake() as session:
        waiting = session.scalars(select(PrintRun.id).where(PrintRun.desk_id == desk, PrintRun.state.in_(OPEN))).all()
        if len(waiting) >= MOST_OPEN:
            raise NotAllowed("other files of this desk are being made")
        session.add(run)
        session.flush()
        connection = session.connection().connection.driver_connection
        # one at a time over all: memory and the processor stay for what workers wait for
        _queue().configure_task(TASK, lock="print", connection=connection).defer(run=str(run.id))
        return run.id


def work(run_id: uuid.UUID) -> None:
    """Make the file. A run that was broken off begins anew; one that is erased or done is left alone."""
    with intake() as session:
        run = session.get(PrintRun, run_id, with_for_update=True)
        if run is None or run.state not in OPEN:
            return
        campaign, formats, look = run.campaign_id, run.formats, look_of(session, run.desk_id)
        links = printable(service.links_of(session, campaign))
        names = dict(service.figures(session))
        wanted = list(printing.files(links, names, formats, look))
        run.state, run.done, run.total = "working", 0, len(wanted)

    def progress(n: int) -> None:
        if n % EVERY == 0:
            _change(run_id, done=n)

    key = vault.new_key()
    size = printing.write(path_of(run_id), key, wanted, links, progress)
    _change(run_id, state="done", done=len(wanted), size=size, wrapped_key=wrapped({"key": key.hex()}))


def _change(run_id: uuid.UUID, **values: object) -> None:
    """Not of a run that was erased meanwhile: its file has no owner, and goes with the next sweep."""
    with intake() as session:
        session.execute(update(PrintRun).where(PrintRun.id == run_id, PrintRun.state.in_(OPEN)).values(**values))


def fail(run_id: uuid.UUID) -> None:
    _change(run_id, state="failed")


def read(session: Session, campaign: uuid.UUID, run_id: uuid.UUID) -> PrintRun:
    """As the desk. Raises UnknownCase."""
    run = session.get(PrintRun, run_id)
    if run is None or run.campaign_id != campaign:
        raise UnknownCase
    return run


def key_of(run: PrintRun) -> bytes:
    """Raises UnknownCase when there is no file (any more)."""
    if run.state != "done" or run.wrapped_key is None or not path_of(run.id).exists():
        raise UnknownCase
    try:
        return bytes.fromhex(str(unwrapped(run.wrapped_key)["key"]))
    except CannotOpen:
        raise UnknownCase from None


def erase_old(now: datetime | None = None) -> int:
    """Files past their time, and files that no run knows; returns how many."""
    at, erased = now or datetime.now(UTC), 0
    folder = path_of(uuid.UUID(int=0)).parent
    there = list(folder.glob("*")) if folder.exists() else []  # looked at before the table: a newer run's file is not among them
    with intake() as session:
        due = session.scalars(select(PrintRun).where(PrintRun.erase_at < at, PrintRun.state != "erased").with_for_update(skip_locked=True))
        for run in due:
            path_of(run.id).unlink(missing_ok=True)
            run.state, run.wrapped_key = "erased", None
            erased += 1
        known = {path_of(run).stem for run in session.scalars(select(PrintRun.id).where(PrintRun.state != "erased"))}
    for left in there:
        if left.stem not in known and left.exists():
            left.unlink(missing_ok=True)
            erased += 1
    return erased
