"""Retention by kind and state, the dry run, tombstones, and legal hold."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from deploy.base import database
from referral.audit import reading
from referral.cases.workflow import STATES
from referral.database import Case, Membership, intake
from referral.retention.cli import app
from referral.retention.rules import KEEP
from referral.retention.service import erase_old, tombstones, would_erase
from tests.referral.conftest import ACTIONS, Officer, csrf, file_case
from tests.referral.test_cases_are_worked_on import post

run = CliRunner()
LATER = timedelta(days=91)
ENDED = ("closed", "withdrawn")


def age(time: timedelta, **only: str) -> None:
    with intake() as session:
        session.query(Case).filter_by(**only).update({"changed_at": datetime.now(UTC) - time})


@pytest.mark.parametrize(("kind", "status"), [(kind, status) for kind in ("report", "referral") for status in STATES])
def test_only_ended_cases_are_erased_and_each_after_its_own_time(
    room: TestClient, one_time: dict[str, str], kind: str, status: str
) -> None:
    file_case(room, kind=kind)
    with intake() as session:
        session.query(Case).update({"status": status})
    time = KEEP.get((kind, status))
    assert (time is not None) is (status in ENDED)
    if time is None:
        assert erase_old(datetime.now(UTC) + timedelta(days=3650)) == 0
    else:
        assert erase_old(datetime.now(UTC) + time - timedelta(hours=1)) == 0
        assert erase_old(datetime.now(UTC) + time + timedelta(hours=1)) == 1


def test_a_dry_run_counts_and_changes_nothing_and_a_tombstone_says_nothing(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    (reference, code), (withdrawn, gone) = file_case(room), file_case(room, kind="referral")
    desk = officer("rotterdam")
    desk.post("/labels", data={"csrf": csrf(desk.get("/").text), "name": "loon"})
    post(desk, reference, "labels", label="loon")
    post(desk, reference, "about", name="Kanarie BV")
    post(desk, reference, "note", text="notitie")
    post(desk, reference, "status", status="closed", outcome="solved")
    asked = {"code": gone, "origin": "origin-of-this-conversation"}
    room.post("/api/cases/withdraw", json=asked, headers={"Authorization": f"Bearer {ACTIONS}"})
    due = [("report", "closed", 1), ("referral", "withdrawn", 1)]
    assert [row for row in would_erase(datetime.now(UTC) + LATER) if row[2]] == due
    day = (datetime.now(UTC) + timedelta(days=92)).date().isoformat()
    assert "closed     1" in run.invoke(app, ["dry-run", "--on", day]).output
    assert "closed     0" in run.invoke(app, ["dry-run"]).output
    age(LATER)
    assert "2 cases erased" in run.invoke(app, ["run"]).output
    assert sum(row[3] for row in tombstones()) == 2
    assert "report     closed     1" in run.invoke(app, ["tombstones"]).output
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        tables = ("case_messages", "case_subjects", "deliveries")
        counts = [admin.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(t))).fetchone() for t in tables]
        query = "SELECT labels, sealed_text, desk_key, worker_key, assignee_id, kind, topic FROM cases WHERE reference = %s"
        row = admin.execute(query, [reference]).fetchone()
    assert counts == [(0,)] * 3
    assert row == ([], None, None, None, None, "report", "unpaid_wages")
    for used in (code, gone):
        body = {"code": used, "origin": "another-conversation"}
        assert room.post("/api/cases/lookup", json=body, headers={"Authorization": f"Bearer {ACTIONS}"}).status_code == 404
    assert "gewist" in desk.get(f"/cases/{reference}").text
    assert reading.verify()[1] == []
    assert withdrawn in desk.get("/").text


def test_a_held_case_is_not_erased_and_not_withdrawn_until_the_hold_is_lifted(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    desk = officer("rotterdam")
    page = post(desk, reference, "hold", reason="Onderzoek loopt, KANARIE.")
    assert "Onderzoek loopt, KANARIE." in page
    again = {"csrf": csrf(page), "reason": "x"}
    assert desk.post(f"/cases/{reference}/hold", data=again).status_code == 409
    asked = {"code": code, "origin": "origin-of-this-conversation"}
    assert room.post("/api/cases/withdraw", json=asked, headers={"Authorization": f"Bearer {ACTIONS}"}).status_code == 409
    post(desk, reference, "status", status="closed", outcome="solved")
    age(LATER)
    assert erase_old() == 0
    post(desk, reference, "hold", release="yes")
    assert erase_old() == 0  # its time begins anew
    age(LATER)
    assert erase_old() == 1


def test_only_a_lead_of_its_own_desk_holds_a_case(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk, venlo = officer("rotterdam"), officer("venlo")
    for client, status in ((venlo, 404), (desk, 200)):
        form = {"csrf": csrf(client.get("/").text), "reason": "x"}
        assert client.post(f"/cases/{reference}/hold", data=form).status_code == status
    with intake() as session:
        session.query(Membership).update({"role": "officer"})
    form = {"csrf": csrf(desk.get("/").text), "release": "yes"}
    assert desk.post(f"/cases/{reference}/hold", data=form).status_code == 403
