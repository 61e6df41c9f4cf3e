"""The chain of the audit: whole after much at once, broken by every kind of meddling, and a page for the desk's lead."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from deploy.base import database
from referral.audit import reading
from referral.audit.cli import app
from referral.settings import settings
from tests.referral.conftest import Officer, file_case
from tests.referral.test_cases_are_worked_on import post

run = CliRunner()


@pytest.fixture
def busy(room: TestClient, officer: Officer) -> str:
    """Two desks at work; the reference of Rotterdam's case."""
    reference, there = file_case(room)[0], file_case(room, municipality="0983")[0]
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    for _ in range(3):
        rotterdam.get(f"/cases/{reference}")
        venlo.get(f"/cases/{there}")
    post(rotterdam, reference, "note", text="x")
    return reference


@pytest.fixture
def meddling(referral_urls: database.Urls) -> Iterator[psycopg.Connection]:
    """Somebody who owns the tables and takes the guard away."""
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as admin:
        admin.execute("ALTER TABLE audit_events DISABLE TRIGGER only_grows")
        yield admin
        admin.execute("ALTER TABLE audit_events ENABLE TRIGGER only_grows")


def test_a_whole_chain_is_whole_also_after_many_readings_at_once(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    with ThreadPoolExecutor(8) as pool:
        codes = [r.status_code for r in pool.map(lambda _: desk.get(f"/cases/{reference}"), range(24))]
    assert codes == [200] * 24
    total, wrong = reading.verify()
    assert wrong == []
    assert total >= 24
    assert "whole" in run.invoke(app, ["verify"]).output


MIDDLE = "(SELECT id FROM audit_events WHERE what = 'case_read' ORDER BY at LIMIT 1 OFFSET 1)"
MEDDLING = {
    "changed": f"UPDATE audit_events SET what = 'logged_out' WHERE id = {MIDDLE}",
    "another time": f"UPDATE audit_events SET at = at + interval '1 second' WHERE id = {MIDDLE}",
    "another person": f"UPDATE audit_events SET staff_id = NULL WHERE id = {MIDDLE}",
    "taken out": f"DELETE FROM audit_events WHERE id = {MIDDLE}",
    "taken out and closed up": f"""
        WITH gone AS (DELETE FROM audit_events WHERE id = {MIDDLE} RETURNING desk_id, seq)
        UPDATE audit_events SET seq = -(audit_events.seq - 1) FROM gone
        WHERE audit_events.desk_id = gone.desk_id AND audit_events.seq > gone.seq""",
    "put in without a place": "INSERT INTO audit_events (id, what, at) VALUES (gen_random_uuid(), 'logged_in', now())",
    "put in at the end": """
        INSERT INTO audit_events (id, what, desk_id, seq, hash)
        SELECT gen_random_uuid(), 'case_read', desk_id, max(seq) + 1, sha256('x') FROM audit_events WHERE desk_id IS NOT NULL GROUP BY 3""",
}


@pytest.mark.parametrize("how", MEDDLING)
def test_meddling_breaks_the_chain(busy: str, meddling: psycopg.Connection, how: str) -> None:
    assert reading.verify()[1] == []
    assert meddling.execute(MEDDLING[how]).rowcount > 0
    meddling.execute("UPDATE audit_events SET seq = -seq WHERE seq < 0")
    assert reading.verify()[1]
    assert run.invoke(app, ["verify"]).exit_code == 1


def test_an_end_that_was_cut_off_shows_against_heads_that_were_kept(busy: str, meddling: psycopg.Connection, tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    heads.write_text(run.invoke(app, ["head"]).output)
    assert "heads compared" in run.invoke(app, ["verify", "--against", str(heads)]).output
    meddling.execute("DELETE FROM audit_events e WHERE seq = (SELECT max(seq) FROM audit_events WHERE desk_id = e.desk_id)")
    assert run.invoke(app, ["verify"]).exit_code == 0  # the chain alone cannot see it
    assert run.invoke(app, ["verify", "--against", str(heads)]).exit_code == 1
    heads.write_text("nonsense")
    assert run.invoke(app, ["verify", "--against", str(heads)]).exit_code == 2


def test_the_database_alone_cannot_make_a_chain_that_fits(busy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_LOOKUP_KEY", "cd" * 32)
    settings.cache_clear()
    assert reading.verify()[1]


def test_a_lead_sees_who_read_a_case_and_nothing_of_another_desk(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    rotterdam.get(f"/cases/{reference}")
    page = rotterdam.get("/audit", params={"case": reference}).text
    assert "Zaak gelezen" in page
    assert "rotterdam@demo.example" in page
    venlo.get(f"/cases/{reference}")
    page = venlo.get("/audit").text
    assert "Zaak gelezen" not in page
    assert "rotterdam@" not in page
    assert "Zaak gevraagd die hier niet is" in page
