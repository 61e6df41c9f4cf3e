"""`make bench-desk`: the referral room with 50,000 cases at one desk, over real HTTP, and writes its section of docs/measurements.md."""

import base64
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import psycopg
from nacl.public import PrivateKey

from deploy.base import database, embedded, migrate
from deploy.launch.house import ROOT, free_port
from tests.bench.measure import machine, percentile

CASES, SECONDS, OFFICERS, SENDERS = 50_000, 20.0, 20, 4
ACTIONS, PASSWORD, DESK = "bench-actions-0123456789", "a-password-of-my-own", "rotterdam@demo.example"
PAGE, BEGIN = ROOT / "docs" / "measurements.md", "\n## The desk\n"
Rows = list[tuple[str, str, str]]


def timed(action: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page[:200]
    return found.group(1)


@contextmanager
def room(folder: Path) -> Iterator[tuple[str, str]]:
    """(address, admin URL of the database) of a running referral room with demo desks; this process has its settings too."""
    server, url = embedded.start(folder / "data", "bench")
    urls = database.prepare(url, {role: f"bench-{role}" for role in database.ROLES})
    migrate.upgrade("referral", urls.admin)
    port = free_port()
    os.environ |= {
        "WEGWIJZER_ENV": "test", "WEGWIJZER_VAR_DIR": str(folder), "WEGWIJZER_LOG_LEVEL": "WARNING", "REFERRAL_PORT": str(port),
        "REFERRAL_DATABASE_URL": urls.roles["wegwijzer_referral"], "REFERRAL_DESK_DATABASE_URL": urls.roles["wegwijzer_desk"],
        "REFERRAL_ACTIONS_TOKEN": ACTIONS, "REFERRAL_CHANNELS_TOKEN": "bench-channels-0123456789", "REFERRAL_LOOKUP_KEY": "ab" * 32,
        "REFERRAL_INTAKE_PRIVATE_KEY": base64.b64encode(bytes(PrivateKey.generate())).decode(), "CHANNELS_TOKEN": "bench-to-0123456789",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "referral"], cwd=ROOT)
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}/health/live")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", urls.admin
    finally:
        process.terminate()
        process.wait()
        server.cleanup()


def officer(address: str, one_time: str | None = None) -> httpx.Client:
    client = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
    form = {"email": DESK, "password": one_time or PASSWORD, "csrf": csrf(client.get("/log-in").text)}
    client.post("/log-in", data=form)
    if one_time:
        form = {"old": one_time, "new": PASSWORD, "again": PASSWORD, "csrf": csrf(client.get("/password").text)}
        client.post("/password", data=form)
    assert client.get("/").url.path == "/"
    return client


def file_one(client: httpx.Client) -> float:
    body = {
        "kind": "report", "code": "".join(secrets.choice("0123456789") for _ in range(16)), "topic": "unpaid_wages",
        "desk_kind": "work_rights", "municipality": "0599", "language": "pl", "text": "Szef nie płaci. " * 20, "may_contact": False,
        "channel": "whatsapp", "filed_at": "2026-11-24T10:00:00Z", "content_version": "x",
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {ACTIONS}", "Idempotency-Key": secrets.token_hex(16)}
    began = time.perf_counter()
    client.post("/api/cases", json=body, headers=headers).raise_for_status()
    return (time.perf_counter() - began) * 1000


def until(end: float, action: Callable[[], float]) -> list[float]:
    values = []
    while time.perf_counter() < end:
        values.append(action())
    return values


def intake(address: str, seconds: float) -> list[float]:
    """Milliseconds of each case, from four senders at once."""
    end = time.perf_counter() + seconds
    clients = [httpx.Client(base_url=address, timeout=60) for _ in range(SENDERS)]
    with ThreadPoolExecutor(SENDERS) as pool:
        return [value for values in pool.map(lambda c: until(end, lambda: file_one(c)), clients) for value in values]


def fill(admin_url: str) -> None:
    """Copies of one real case, so that each is sealed to the desk and can be opened."""
    with psycopg.connect(admin_url, options="-csearch_path=referral", autocommit=True) as admin:
        skip = ("id", "reference", "idempotency", "code", "fresh", "due_at", "status", "received_at", "outcome")
        query = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'referral' AND table_name = 'cases'"
        columns = ", ".join(name for (name,) in admin.execute(query).fetchall() if name not in skip)
        admin.execute(
            f"INSERT INTO cases (id, reference, idempotency, code, status, received_at, outcome, {columns}) "
            "SELECT gen_random_uuid(), 'R-' || lpad(to_hex(n), 6, '0'), sha256(n::text::bytea), sha256(n::text::bytea), "
            "CASE WHEN n % 20 = 0 THEN 'new' ELSE 'closed' END, now() - n * interval '1 minute', "
            f"CASE WHEN n % 20 <> 0 THEN 'solved' END, {columns} FROM (SELECT * FROM cases LIMIT 1) c, generate_series(1, {CASES}) n"
        )
        admin.execute("UPDATE cases SET reference = upper(reference)")
        admin.execute("VACUUM ANALYZE cases")


def inside(rows: Rows, token: str) -> None:
    """What the room does without HTTP, in one thread: routing and row-level security, unsealing, Argon2id, a change of key."""
    from referral.database import as_desk
    from referral.database import intake as as_intake
    from referral.desks import keys
    from referral.inbox import reading, service
    from referral.routing.rules import Facts
    from referral.routing.service import decide
    from referral.seal import stretch
    from referral.settings import settings
    from referral.staff import people, sessions

    who, facts = sessions.who(token), Facts("report", "work_rights", "0599", "unpaid_wages", "pl")

    def routed_and_seen() -> None:
        with as_intake() as session:
            decide(session, facts)
        with as_desk(who.desk_id) as session:
            service.find(session, who, "R-00000A")

    values = [timed(routed_and_seen) for _ in range(500)]
    rows.append(("routing and row-level security alone, one thread", f"{1000 / (sum(values) / len(values)):.0f} 1/s", "≥ 500/s"))
    values = [timed(lambda: reading.read(who, "R-00000A")) for _ in range(100)]
    rows.append(("opening a case (find, unseal, audit line) p95", f"{percentile(values, 0.95):.1f} ms", "< 50 ms"))
    salt = stretch.new_salt(settings().code_cost)
    values = [timed(lambda: stretch.stretched("1234567812345678", salt)) for _ in range(20)]
    rows.append(("Argon2id of one case code (64 MiB, 1 pass), one thread", f"{sum(values) / len(values):.0f} ms", "the bound of intake"))
    people.change_key(who)
    who, began = sessions.who(token), time.perf_counter()
    while keys.seal_anew(who):
        continue
    took, total = time.perf_counter() - began, keys.progress(who).total
    rows.append((f"sealing {total:,} cases anew after a change of key", f"{took:.1f} s", "–"))


def main() -> None:
    rows: Rows = []
    with tempfile.TemporaryDirectory(prefix="wegwijzer-bench-desk-") as folder, room(Path(folder)) as (address, admin_url):
        from referral import demo

        one_time = next(row["password"] for row in demo.ensure_demo() if row["email"] == DESK)
        first = officer(address, one_time)
        values = intake(address, SECONDS)
        rows.append(("intake p95, four senders", f"{percentile(values, 0.95):.0f} ms", "< 400 ms"))
        rows.append(("intake sustained", f"{len(values) / SECONDS:.1f} cases/s", "≥ 15/s"))
        fill(admin_url)
        values = [timed(lambda: first.get("/").raise_for_status()) for _ in range(100)]
        rows.append((f"list of {CASES:,} cases p95", f"{percentile(values, 0.95):.0f} ms", "< 150 ms"))
        officers = [officer(address) for _ in range(OFFICERS)]
        end = time.perf_counter() + SECONDS

        def works(client: httpx.Client) -> list[float]:
            def one() -> float:
                took = timed(lambda: client.get(f"/cases/R-{secrets.randbelow(CASES) + 1:06X}").raise_for_status())
                time.sleep(1)  # a person reads
                return took

            return until(end, one)

        with ThreadPoolExecutor(OFFICERS + 1) as pool:
            cases = pool.submit(intake, address, SECONDS)
            values = [value for values in pool.map(works, officers) for value in values]
        rows.append(("20 officers, a case a second each, while intake runs: p95", f"{percentile(values, 0.95):.0f} ms", "< 300 ms"))
        rows.append(("intake in that time", f"{len(cases.result()) / SECONDS:.1f} cases/s", "–"))
        inside(rows, first.cookies["desk"])
    table = "".join(f"| {what} | {value} | {aim} |\n" for what, value, aim in rows)
    head = f"Measured {date.today()} with `make bench-desk` (one run) on {machine()}."
    section = f"{BEGIN}\n{head}\n\n| what | value | aim |\n|---|---|---|\n{table}"
    print(section)
    before, _, ours = PAGE.read_text().partition(BEGIN)
    _, next_heading, after = ours.partition("\n## ")
    PAGE.write_text(before.rstrip("\n") + "\n" + section + next_heading + after)


if __name__ == "__main__":
    main()
