"""`make bench-outreach`: share links and public pages opened 200 times a second; writes its section of docs/measurements.md."""

import asyncio
import os
import tempfile
import time
from datetime import date
from pathlib import Path

import psycopg

from tests.bench.desk import PAGE, room
from tests.bench.measure import machine, percentile
from tests.bench.wire import Client

RATE, SECONDS, LINKS, CONNECTIONS = 200, 20, 200, 16
BEGIN = "\n## Share links\n"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


def make_links() -> list[str]:
    """Slugs of links of a demo desk, half of them to the page and half to WhatsApp or the chat."""
    from sqlalchemy import select

    from referral import demo
    from referral.database import Desk, intake
    from referral.outreach.links.service import Wish, create

    demo.ensure_demo()
    with intake() as session:
        desk = session.scalars(select(Desk.id).where(Desk.municipality == "0599")).one()
        made = [create(session, Wish(desk, "pl", "page" if n % 2 else "whatsapp", "minimum_wage")) for n in range(LINKS)]
        return [link.spoken for link in made]


async def load(port: int, paths: list[str], expected: int = 302, rate: int = RATE, seconds: int = SECONDS) -> list[float]:
    """Milliseconds of each opening from the moment it was due (a slow server gets no slower crowd). Each is another person."""
    clients: asyncio.Queue[Client] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        clients.put_nowait(Client(port))
    took: list[float] = []

    async def one(n: int, due: float) -> None:
        client = await clients.get()
        headers = {"Accept-Encoding": "gzip", "User-Agent": PHONE, "X-Forwarded-For": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"}
        status, _, _ = await client.get(paths[n % len(paths)], headers)
        clients.put_nowait(client)
        assert status == expected, status
        took.append((time.perf_counter() - due) * 1000)

    began, tasks = time.perf_counter(), []
    for n in range(rate * seconds):
        due = began + n / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(n, due)))
    await asyncio.gather(*tasks)
    while not clients.empty():
        clients.get_nowait().close()
    return took


def page_rows(port: int) -> list[tuple[str, str, str]]:
    """The public pages, opened for the first time of a day (each is made), then from memory; and the pictures of link previews."""
    from content.slugs import slugs

    paths = sorted({f"/{lang}" for lang, _ in slugs().current} | {slugs().path(topic, lang) for lang, topic in slugs().current})
    rows = []
    for what, rate, seconds in (("each made for the first time", len(paths) // 5, 5), ("from memory", RATE, SECONDS)):
        took = asyncio.run(load(port, paths, 200, rate, seconds))
        p50, p95, p99 = (f"{percentile(took, share):.1f}" for share in (0.5, 0.95, 0.99))
        rows.append(
            (f"opening {len(paths)} public pages, {rate}/s for {seconds} s, {what}, p95 (p50, p99)", f"{p95} ms ({p50}, {p99})", "< 20 ms")
        )
    pictures = [f"{slugs().path('minimum_wage', lang)}.png" for lang in ("nl", "en", "pl", "ro", "bg")]
    took = [asyncio.run(first(port, path)) for path in pictures]
    rows.append(("drawing the picture of a link preview, mean of five", f"{sum(took) / len(took):.0f} ms", "–"))
    return rows


async def first(port: int, path: str) -> float:
    """Milliseconds of one request on a connection of its own."""
    client = Client(port)
    status, _, seconds = await client.get(path, {"User-Agent": PHONE})
    client.close()
    assert status == 200, status
    return seconds * 1000


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="wegwijzer-bench-outreach-") as folder:
        os.environ["REFERRAL_WHATSAPP_NUMBER"] = "+3197010200000"
        with room(Path(folder)) as (address, admin_url):
            slugs = make_links()
            port = int(address.rsplit(":", 1)[1])
            took = asyncio.run(load(port, [f"/go/{slug}" for slug in slugs]))
            time.sleep(3)  # the last counts are written within two seconds
            with psycopg.connect(admin_url) as admin:
                row = admin.execute("SELECT sum(visits), sum(excess) FROM referral.link_days").fetchone()
            pages = page_rows(port)
    visits, excess = row or (0, 0)
    rows = (
        (f"opening a share link, {RATE}/s for {SECONDS} s over {LINKS} links, p50", f"{percentile(took, 0.5):.1f} ms", "–"),
        ("p95", f"{percentile(took, 0.95):.1f} ms", "< 15 ms"),
        ("p99", f"{percentile(took, 0.99):.1f} ms", "–"),
        (f"counted of {len(took)} people", f"{visits} visits, {excess} in excess", "all"),
        *pages,
    )
    table = "".join(f"| {what} | {value} | {aim} |\n" for what, value, aim in rows)
    head = f"Measured {date.today()} with `make bench-outreach` (one run) on {machine()}."
    section = f"{BEGIN}\n{head}\n\n| what | value | aim |\n|---|---|---|\n{table}"
    print(section)
    before, _, ours = PAGE.read_text().partition(BEGIN)
    _, next_heading, after = ours.partition("\n## ")
    PAGE.write_text(before.rstrip("\n") + "\n" + section + next_heading + after)


if __name__ == "__main__":
    main()
