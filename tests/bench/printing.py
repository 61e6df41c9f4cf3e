"""Part of `make bench-outreach`: a poster as PDF, alone and in a campaign of 200, with the memory that the worker takes for it."""

import os
import tempfile
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, cast

import httpx

from tests.bench.desk import DESK, PAGE, officer, room, timed
from tests.bench.measure import machine, percentile

PLACES, POSTERS, ALONE = 40, 200, 50
BEGIN = "\n## Posters\n"
Row = tuple[str, str, str]


def resident() -> float:
    """Memory of this process alone, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def campaign() -> tuple[str, list[str]]:
    """(id of a campaign with a poster for each of 40 places and 5 languages, their slugs)."""
    from sqlalchemy import select

    from content.languages import LANGUAGES
    from referral.database import Desk, as_desk, intake
    from referral.outreach.campaigns import service
    from referral.outreach.campaigns.plan import Plan

    with intake() as session:
        desk = session.scalars(select(Desk.id).where(Desk.municipality == "0599")).one()
    places = tuple(f"Place {n}" for n in range(PLACES))
    plan = Plan("Bench", ("unpaid_wages",), LANGUAGES, (), places, date.today(), date.today() + timedelta(days=90))
    with as_desk(desk) as session:
        made = service.make(session, desk, plan)
        return str(made), [link.spoken for link in service.links_of(session, made)]


def alone(lead: httpx.Client, made: str, slugs: list[str]) -> list[Row]:
    """Over HTTP, one after the other, each of another link; the first one apart, because it reads the fonts."""

    def fetch(slug: str) -> None:
        assert lead.get(f"/campaigns/{made}/links/{slug}/a4.pdf").content.startswith(b"%PDF")

    first, *took = [timed(lambda slug=slug: fetch(slug)) for slug in slugs[: ALONE + 1]]  # type: ignore[misc]
    return [
        ("poster A4 as PDF over HTTP, the first of a process", f"{first:.0f} ms", "< 1,500 ms"),
        (f"p50 of {ALONE} more", f"{percentile(took, 0.5):.0f} ms", "< 1,500 ms"),
        ("p95", f"{percentile(took, 0.95):.0f} ms", "< 1,500 ms"),
    ]


def together(made: str) -> list[Row]:
    """As the worker makes it, in this process: time, memory on the way, and whether the file is whole."""
    import uuid

    from referral.database import intake
    from referral.outreach.campaigns import printing, runs, service, vault

    with intake() as session:
        links = runs.printable(service.links_of(session, uuid.UUID(made)))
        look = runs.look_of(session, links[0].desk_id)
    wanted = list(printing.files(links, {}, ["a4"], look))
    memory: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path, key, began = Path(folder) / "posters.sealed", vault.new_key(), time.perf_counter()
        before = resident()
        size = printing.write(path, key, wanted, links, lambda n: memory.update({n: resident()}))
        seconds = time.perf_counter() - began
        with (Path(folder) / "posters.zip").open("w+b") as opened:
            for piece in vault.opened(path, key):
                opened.write(piece)
            assert len(zipfile.ZipFile(cast(BinaryIO, opened)).namelist()) == POSTERS + 1
    return [
        (f"campaign of {POSTERS} posters A4, one sealed zip of {size / 1e6:.1f} MB", f"{seconds:.1f} s", "–"),
        ("memory of the process before it", f"{before:.0f} MB", "–"),
        ("after 20, 100 and 200 posters", ", ".join(f"{memory[n]:.0f}" for n in (20, 100, POSTERS)) + " MB", "bounded"),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="wegwijzer-bench-posters-") as folder, room(Path(folder)) as (address, _):
        from referral import demo

        passwords = {str(row["email"]): str(row["password"]) for row in demo.ensure_demo()}
        lead = officer(address, passwords[DESK])
        head = f"Measured {date.today()} with `make bench-outreach` (one run) on {machine()}."
        made, slugs = campaign()
        rows = alone(lead, made, slugs) + together(made)
    table = "".join(f"| {what} | {value} | {aim} |\n" for what, value, aim in rows)
    section = f"{BEGIN}\n{head}\n\n| what | value | aim |\n|---|---|---|\n{table}"
    print(section)
    before, _, ours = PAGE.read_text().partition(BEGIN)
    _, next_heading, after = ours.partition("\n## ")
    PAGE.write_text(before.rstrip("\n") + "\n" + section + next_heading + after)


if __name__ == "__main__":
    main()
