"""No table, key, column, log line or metric leads from a key figure or a share link to a conversation or a case."""

import secrets
import uuid
from collections.abc import Callable

import httpx
import psycopg
import pytest
from fastapi.testclient import TestClient
from psycopg import sql
from sqlalchemy import select

from channels.settings import Settings
from deploy.base import database
from referral.database import Desk, intake
from referral.outreach.calendar import today
from referral.outreach.figures.service import Profile, _wrap
from referral.outreach.links import service
from referral.outreach.tables import KeyFigure
from tests.channels.conftest import WORKER_POLISH, Door, bot, channels_urls, make_door, twilio, twilio_server  # noqa: F401
from tests.referral.conftest import ACTIONS, CHANNELS, new_code, one_time, referral_urls, room  # noqa: F401
from tests.referral.outreach.conftest import referral_address  # noqa: F401

OUTREACH = {"key_figures", "share_links", "link_days", "link_topics", "outreach_days", "signals", "remarks"}
PEOPLE = {"cases", "case_messages", "case_events", "case_subjects", "deliveries", "code_tries"}
HUBS = {"desks", "staff"}  # a whole municipality, and those who work for it
CANARY, WORDS = "KANARIOVKA", "Szef krzyczy na nas"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile"


def tables_with(url: str, schema: str, *needles: str) -> set[str]:
    """Tables with a row in which one of these stands, as PostgreSQL prints it."""
    found = set()
    with psycopg.connect(url) as admin:
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s AND table_type = 'BASE TABLE'"
        for (table,) in admin.execute(query, [schema]).fetchall():
            statement = sql.SQL("SELECT 1 FROM {}.{} AS t WHERE t::text ILIKE ANY(%s) LIMIT 1")
            patterns = [f"%{n}%" for needle in needles for n in (needle, needle.encode().hex())]
            if admin.execute(statement.format(sql.Identifier(schema), sql.Identifier(table)), [patterns]).fetchone():
                found.add(table)
    return found


def test_no_key_or_column_leads_from_a_link_to_a_case(referral_urls: database.Urls) -> None:  # noqa: F811
    with psycopg.connect(referral_urls.admin) as admin:
        keys = admin.execute(
            "SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = 'referral'::regnamespace"
        ).fetchall()
        columns = admin.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'referral'"
        ).fetchall()
    ways = [{name.removeprefix("referral.") for name in pair} for pair in keys]
    assert {"case_messages", "cases"} in ways, "the search must see the keys that there are"
    reached, before = set(OUTREACH), set[str]()
    while reached != before:
        before = set(reached)
        reached |= {end for way in ways if (way - HUBS) & reached for end in way} - HUBS
    assert not reached & PEOPLE
    assert {table for table, _, _ in columns} >= OUTREACH | PEOPLE
    for table, column, kind in columns:
        if table in PEOPLE:
            assert not any(word in column for word in ("figure", "link", "slug", "campaign", "via"))
        if table in OUTREACH:
            assert not any(word in column for word in ("case", "conversation", "pseudonym", "address", "agent", "origin"))
            assert not kind.startswith(("timestamp", "time")), f"{table}.{column}: a day is the finest that outreach may know"


def test_a_report_of_somebody_who_came_through_a_link_has_no_trace_of_it(
    room: TestClient, one_time: dict[str, str], referral_urls: database.Urls, referral_address: str,  # noqa: F811
    make_door: Callable[..., Door], channels_urls: database.Urls,  # noqa: F811
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with intake() as session:
        desk = session.scalars(select(Desk.id).where(Desk.municipality == "0599")).one()
        figure = KeyFigure(id=uuid.uuid4(), desk_id=desk, token_hash=b"x", wrapped_profile=_wrap(Profile(CANARY)), language="pl",
                           joined=True, invited_on=today(), expires_on=today())  # fmt: skip
        session.add(figure)
        session.flush()
        link = service.create(session, service.Wish(desk, "pl", "chat", "unpaid_wages", CANARY, figure.id))
        ours = (link.slug, link.spoken, str(link.id), str(figure.id), CANARY)
    opened = httpx.get(f"{referral_address}/go/{link.spoken}", headers={"User-Agent": PHONE, "X-Forwarded-For": "203.0.113.77"})
    assert opened.status_code == 302

    door = make_door(referral_url=referral_address, referral_channels_token=CHANNELS)
    assert isinstance(door.settings, Settings)
    door.bot.answer = lambda turn: {"language": "pl", "replies": [{"text": "odpowiedz", "options": [], "topic": "unpaid_wages"}]}
    door.twilio.text(WORKER_POLISH, f"Dzień dobry! #{link.spoken}")
    door.twilio.wait_for(WORKER_POLISH, containing="odpowiedz")
    door.twilio.text(WORKER_POLISH, WORDS)
    door.twilio.wait_for(WORKER_POLISH, count=2)
    pseudonym = str(door.bot.turns[0]["conversation"])
    assert not any(word in str(door.bot.turns) for word in ours)
    filing = {
        "kind": "report", "code": new_code(), "topic": "unpaid_wages", "desk_kind": "work_rights", "municipality": "0599", "language": "pl",
        "text": WORDS, "channel": "whatsapp", "filed_at": "2026-11-24T10:00:00Z",
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {ACTIONS}", "Idempotency-Key": secrets.token_hex(16)}
    case = httpx.post(f"{referral_address}/api/cases", json=filing, headers=headers).json()["case"]
    door.stoppers.pop()()  # the worker ends, and hands in what it collected
    room.app.state.tally.flush(today())  # type: ignore[attr-defined]

    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        assert admin.execute("SELECT visits, starts FROM link_days").fetchall() == [(1, 1)], "and it was counted"
        assert admin.execute("SELECT count(*) FROM link_topics").fetchone() == (0,), "one is not written"
    assert tables_with(referral_urls.admin, "referral", *ours) == {"key_figures", "share_links", "link_days"}
    assert tables_with(channels_urls.admin, "channels", *ours) == set()
    theirs = tables_with(referral_urls.admin, "referral", case, pseudonym, "203.0.113.77", PHONE, WORDS)
    assert "cases" in theirs
    assert not theirs & OUTREACH
    said = "".join(capfd.readouterr()) + caplog.text
    shown = said + room.get("/metrics").text + httpx.get(f"{door.url}/metrics").text
    assert "referral_outreach_total" in shown
    for word in (*ours, "203.0.113.77", WORDS):
        assert word not in shown
