"""An answer to a phone is sealed to a running worker; when that worker ends, the next member at work seals it to another."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient

from deploy.base import database
from referral.database import Delivery, WorkerKey, intake
from referral.errors import CannotOpen
from referral.forward import keys
from referral.forward.queue import open_from_queue
from tests.referral.conftest import ACTIONS, Officer
from tests.referral.test_cases_are_worked_on import case_with_contact, channels, post, work


def jobs(urls: database.Urls) -> list[tuple[str, str]]:
    """(queue, sealed content) of every answer that waits."""
    with psycopg.connect(urls.admin) as admin:
        query = "SELECT queue_name, args->>'sealed' FROM referral.procrastinate_jobs WHERE task_name = 'forward:answer' ORDER BY id"
        return [(row[0], row[1]) for row in admin.execute(query)]


def states() -> list[str]:
    with intake() as session:
        return [d.state for d in session.query(Delivery)]


def dies(own: keys.OwnKey) -> None:
    """As after kill -9: the row stays and is not seen any more."""
    with intake() as session:
        session.query(WorkerKey).filter_by(id=own.id).update({"seen_at": datetime.now(UTC) - 20 * keys.ALIVE})


async def test_an_answer_written_while_no_worker_runs_goes_when_the_desk_is_looked_at_with_a_worker(
    room: TestClient, officer: Officer, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    post(desk, reference, "answer", text="Wij komen.", language="nl")
    assert jobs(referral_urls) == []
    own = keys.announce()
    officer("venlo").get("/")
    assert jobs(referral_urls) == []  # another desk can do nothing for it
    desk.get("/")
    with channels(monkeypatch) as got:
        await work(own)
        desk.get("/")
        await work(own)
    assert ["Wij komen." in body["text"] for body in got] == [True]
    assert states() == ["sent"]


async def test_a_killed_workers_answer_is_given_to_the_next_worker_and_sent_once(
    room: TestClient, officer: Officer, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keys.announce()
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    post(desk, reference, "answer", text="Wij komen.", language="nl")
    dies(first)
    second = keys.announce()
    desk.get("/")
    assert [queue for queue, _ in jobs(referral_urls)] == [first.queue, second.queue]
    with pytest.raises(CannotOpen):
        open_from_queue(jobs(referral_urls)[0][1], second)
    with channels(monkeypatch) as got:
        await work(second)
        await work(first)  # it was only slow: what is no longer its own it leaves
    assert len(got) == 1
    assert keys.sweep() == 0


def test_jobs_that_nobody_can_open_are_swept_away(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    own = keys.announce()
    reference, _ = case_with_contact(room)
    post(officer("rotterdam"), reference, "answer", text="x", language="nl")
    assert keys.sweep() == 0
    dies(own)
    assert keys.sweep() == 2  # the answer, and the word that would say that it is late
    assert jobs(referral_urls) == []
    keys.still_here(own)  # a worker that was cut off from the database offers its key anew
    with intake() as session:
        assert keys.living(session)[0][0] == own.id


async def test_a_withdrawn_case_sends_no_answer_any_more(
    room: TestClient, officer: Officer, own: keys.OwnKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, code = case_with_contact(room)
    post(officer("rotterdam"), reference, "answer", text="x", language="nl")
    asked = {"code": code, "origin": "origin-of-this-conversation"}
    assert room.post("/api/cases/withdraw", json=asked, headers={"Authorization": f"Bearer {ACTIONS}"}).status_code == 200
    with channels(monkeypatch) as got:
        await work(own)
    assert got == []


def test_an_answer_that_waited_two_days_is_given_up_and_the_case_says_so(room: TestClient, officer: Officer) -> None:
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    post(desk, reference, "answer", text="x", language="nl")
    with intake() as session:
        session.query(Delivery).update({"at": datetime.now(UTC) - timedelta(days=2, minutes=1)})
    desk.get("/")
    assert states() == ["failed"]
    assert "kwam niet aan op de telefoon" in desk.get(f"/cases/{reference}").text
