"""The canary: a phone number and a name driven through a whole report are afterwards in no table, log, tracker, metric or file."""

import gzip
import time

import httpx
import psycopg
import pytest
from psycopg import sql

from deploy.launch.house import House
from tests.channels.twilio_double import TwilioDouble
from tests.journeys.cast import Worker
from tests.journeys.conftest import house, twilio  # noqa: F401 (the house of the journeys)
from tests.journeys.lines import CANARY_NAME, LINES

pytestmark = [pytest.mark.house, pytest.mark.rasa]
NUMBER = "+31698765432"
CANARIES = (NUMBER, NUMBER[1:], "0698765432", CANARY_NAME, "schreeuwt tegen ons", "Nachtegaal")
SYSTEM = ("pg_catalog", "information_schema", "pg_toast")


def rows_with(house: House, needle: str) -> list[str]:  # noqa: F811
    """Every table, any column, as PostgreSQL prints it (bytea is searched as bytes too)."""
    found = []
    with psycopg.connect(house.urls.admin) as admin:
        tables = admin.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema <> ALL(%s)",
            [list(SYSTEM)],
        ).fetchall()
        assert len(tables) > 15, "the search must see the tables of all rooms"
        for schema, table in tables:
            query = sql.SQL("SELECT count(*) FROM {}.{} AS t WHERE t::text ILIKE %s OR t::text ILIKE %s")
            words = [f"%{needle}%", f"%{needle.encode().hex()}%"]
            count = admin.execute(query.format(sql.Identifier(schema), sql.Identifier(table)), words).fetchone()
            if count and count[0]:
                found.append(f"{schema}.{table}")
    return found


def test_after_a_report_number_and_words_are_nowhere(house: House, twilio: TwilioDouble) -> None:  # noqa: F811
    worker = Worker(twilio, NUMBER)
    worker.reports(LINES["nl"], who=f"{CANARY_NAME} Uitzendbureau")
    end = time.monotonic() + 30  # the status callback of the last message wipes its address
    while time.monotonic() < end and any(rows_with(house, canary) for canary in CANARIES):
        time.sleep(0.5)
    assert {canary: rows_with(house, canary) for canary in CANARIES} == {canary: [] for canary in CANARIES}
    with psycopg.connect(house.urls.admin) as admin:
        kept = admin.execute("SELECT count(*) FROM channels.inbound WHERE sealed IS NOT NULL").fetchone()
        assert kept == (0,), "an answered message keeps neither address nor text, not even encrypted"


def test_logs_files_and_metrics_know_no_number_and_no_name(house: House, twilio: TwilioDouble) -> None:  # noqa: F811
    Worker(twilio, NUMBER + "1").reports(LINES["nl"], who=f"{CANARY_NAME} Uitzendbureau")
    texts = {path: path.read_bytes() for path in house.var.rglob("*") if path.is_file() and "postgres" not in path.parts}
    for port in (house.ports.channels, house.ports.referral, house.ports.actions):
        texts[f"metrics of {port}"] = httpx.get(f"http://127.0.0.1:{port}/metrics").content  # type: ignore[index]
    assert any(str(path).endswith("bot.log") for path in texts)
    for where, content in texts.items():
        plain = gzip.decompress(content) if str(where).endswith(".gz") else content
        for canary in CANARIES:
            assert canary.encode() not in plain, f"{canary} stands in {where}"
