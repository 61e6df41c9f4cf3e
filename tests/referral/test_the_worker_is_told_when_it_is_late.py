"""One honest message to a phone when the day of the answer has passed, and none where it has not, is not owed, or is not wanted."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient

from content.languages import LANGUAGES
from deploy.base import database
from referral.database import Case, LateNotice, intake
from referral.forward import keys
from referral.forward.tasks import late_words
from referral.retention.service import erase_old
from tests.referral.conftest import ACTIONS, Officer, file_case
from tests.referral.test_answers_find_a_worker import dies
from tests.referral.test_cases_are_worked_on import ADDRESS, case_with_contact, channels, post, receiver, work

AUTH = {"Authorization": f"Bearer {ACTIONS}"}


def days_pass(urls: database.Urls, days: int) -> None:
    """For the cases and for the queue."""
    gone = f"interval '{days} days'"
    with psycopg.connect(urls.admin, options="-csearch_path=referral") as admin:
        admin.execute(f"UPDATE referral.cases SET ack_due = ack_due - {gone}, answer_due = answer_due - {gone}")
        admin.execute(f"UPDATE referral.procrastinate_jobs SET scheduled_at = scheduled_at - {gone}")


def waiting(urls: database.Urls) -> str:
    with psycopg.connect(urls.admin) as admin:
        return "\n".join(str(row) for row in admin.execute("SELECT * FROM referral.procrastinate_jobs WHERE task_name = 'forward:late'"))


def states() -> list[str]:
    with intake() as session:
        return [notice.state for notice in session.query(LateNotice)]


async def test_a_worker_who_wants_it_is_told_once_and_the_desk_sees_that(
    room: TestClient, officer: Officer, own: keys.OwnKey, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_case(room)  # wants no message
    reference, _ = case_with_contact(room)
    assert ADDRESS not in waiting(referral_urls)
    with channels(monkeypatch) as got:
        await work(own)
        assert got == []
        days_pass(referral_urls, 20)
        await work(own)
        await work(own)
    assert [(body["address"], body["channel"], body["language"]) for body in got] == [(ADDRESS, "whatsapp", "pl")]
    assert got[0]["text"].startswith(f"*Zgłoszenie {reference}:*")
    assert "Nie przyszła." in got[0]["text"]
    assert "Pleśń" not in got[0]["text"]
    assert states() == ["sent"]
    assert "De melder heeft bericht gekregen dat het antwoord te laat is" in officer("rotterdam").get(f"/cases/{reference}").text


async def test_no_word_where_the_answer_came_or_the_case_moved_until_that_day_passes_too(
    room: TestClient, officer: Officer, own: keys.OwnKey, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, code = case_with_contact(room)
    moved, _ = case_with_contact(room)
    desk = officer("rotterdam")
    with channels(monkeypatch) as got:
        days_pass(referral_urls, 20)
        post(desk, answered, "answer", text="Wij komen.", language="nl")
        post(desk, moved, "hand-over", desk=receiver(desk, moved, "Venlo"))
        await work(own)
        assert [body["text"] for body in got if "Nie przyszła." in body["text"]] == []
        more = {"code": code, "origin": "origin-of-this-conversation", "text": "Nikt nie przyszedł.", "language": "pl"}
        assert room.post("/api/cases/messages", json=more, headers=AUTH).status_code == 201
        desk.get("/")  # an answer is owed again
        days_pass(referral_urls, 20)
        await work(own)
        told = sorted(body["text"] for body in got if "Nie przyszła." in body["text"])
    assert len(told) == 2
    assert all(any(reference in text for text in told) for reference in (answered, moved))


async def test_when_its_worker_ended_the_next_member_at_work_hands_the_message_to_another(
    room: TestClient, officer: Officer, own: keys.OwnKey, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_with_contact(room)
    dies(own)
    assert keys.sweep() == 1
    second = keys.announce()
    days_pass(referral_urls, 20)
    officer("venlo").get("/")
    assert waiting(referral_urls) == ""  # another desk can do nothing for it
    officer("rotterdam").get("/")
    with channels(monkeypatch) as got:
        await work(second)
    assert len(got) == 1
    assert states() == ["sent"]


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
def test_the_address_does_not_wait_in_a_job_when_the_case_is_over(
    room: TestClient, officer: Officer, own: keys.OwnKey, referral_urls: database.Urls, how: str
) -> None:
    reference, code = case_with_contact(room)
    assert waiting(referral_urls)
    if how == "withdrawn":
        asked = {"code": code, "origin": "origin-of-this-conversation"}
        assert room.post("/api/cases/withdraw", json=asked, headers=AUTH).status_code == 200
    else:
        post(officer("rotterdam"), reference, "status", status="closed", outcome="solved")
        with intake() as session:
            session.query(Case).update({"changed_at": datetime.now(UTC) - timedelta(days=3000)})
        assert erase_old() == 1
    assert waiting(referral_urls) == ""
    assert states() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_is_the_one_that_was_promised_in_every_language(language: str) -> None:
    told = {"language": language, "case": "R-7K2M94", "desk": "Loket", "day": "2026-11-19T23:00:00+00:00"}
    words = late_words(told)
    assert "R-7K2M94" in words
    assert "19" in words
    assert "20 " not in words
