"""Working days by the Dutch calendar, the clock of a case, and the list of what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from referral.database import Case, Desk, intake
from referral.norms.days import due, is_working_day
from tests.referral.conftest import ACTIONS, Officer, csrf, file_case
from tests.referral.test_cases_are_worked_on import post, receiver

AUTH = {"Authorization": f"Bearer {ACTIONS}"}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "days", "until"),
    [
        ("2026-11-24T10:00+01:00", 2, "2026-11-27T00:00+01:00"),  # Tuesday → the end of Thursday
        ("2026-11-27T10:00+01:00", 2, "2026-12-02T00:00+01:00"),  # over a weekend
        ("2026-12-23T10:00+01:00", 5, "2027-01-01T00:00+01:00"),  # over both days of Christmas, one of them a Saturday
        ("2026-12-24T10:00+01:00", 5, "2027-01-05T00:00+01:00"),  # and over New Year's Day
        ("2026-04-02T10:00+02:00", 1, "2026-04-08T00:00+02:00"),  # Good Friday to Easter Monday
        ("2026-05-04T10:00+02:00", 1, "2026-05-07T00:00+02:00"),  # 5 May counts as a holiday every year, not every fifth
        ("2026-10-23T10:00+02:00", 1, "2026-10-27T00:00+01:00"),  # the clock goes back in between
        ("2026-11-24T23:30+00:00", 1, "2026-11-27T00:00+01:00"),  # already Wednesday in the Netherlands
    ],
)
def test_the_end_of_the_nth_working_day(since: str, days: int, until: str) -> None:
    assert due(moment(since), days) == moment(until)


def test_the_kings_birthday_on_a_sunday_is_kept_on_saturday() -> None:
    assert is_working_day(date(2025, 4, 28))  # 27 April 2025 was a Sunday: Saturday 26 April
    assert not is_working_day(date(2026, 4, 27))
    assert not is_working_day(date(2027, 4, 27))


def age(**columns: datetime) -> None:
    with intake() as session:
        session.query(Case).update(columns)  # type: ignore[arg-type]


def the_case() -> Case:
    with intake() as session:
        case = session.query(Case).one()
        session.expunge(case)
        return case


def test_the_clock_runs_from_arrival_to_acknowledgement_to_answer_and_again_when_the_worker_writes(
    room: TestClient, officer: Officer
) -> None:
    reference, code = file_case(room)
    case = the_case()
    assert (case.ack_due, case.answer_due) == (due(case.received_at, 2), due(case.received_at, 5))
    assert case.due_at == case.ack_due
    desk = officer("rotterdam")
    post(desk, reference, "status", status="acknowledged")
    assert the_case().due_at == case.answer_due
    post(desk, reference, "answer", text="x", language="nl")
    assert the_case().due_at is None
    more = {"code": code, "origin": "origin-of-this-conversation", "text": "Jeszcze coś.", "language": "pl"}
    room.post("/api/cases/messages", json=more, headers=AUTH)
    assert the_case().due_at is not None
    post(desk, reference, "status", status="closed", outcome="solved")
    assert the_case().due_at is None
    room.post("/api/cases/messages", json=more, headers=AUTH)
    assert the_case().due_at is not None


def test_what_is_late_is_on_a_list_and_the_worker_is_told(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    asked = {"code": code, "origin": "origin-of-this-conversation"}
    desk, venlo = officer("rotterdam"), officer("venlo")
    assert "Over de norm:" not in desk.get("/").text
    assert room.post("/api/cases/lookup", json=asked, headers=AUTH).json()["late"] is False
    age(ack_due=datetime.now(UTC) - timedelta(minutes=1))
    page = desk.get("/").text
    assert "Over de norm: 1" in page
    assert reference in desk.get("/", params={"late": "true"}).text
    assert "Over de norm:" not in venlo.get("/").text
    assert room.post("/api/cases/lookup", json=asked, headers=AUTH).json()["late"] is True
    post(desk, reference, "answer", text="x", language="nl")
    assert reference not in desk.get("/", params={"late": "true"}).text


def test_a_desk_has_norms_of_its_own_and_a_case_handed_over_gets_the_receivers(room: TestClient, officer: Officer) -> None:
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    token = csrf(venlo.get("/norms").text)
    assert venlo.post("/norms", data={"csrf": token, "ack": "10", "answer": "20"}).status_code == 200
    for wrong in ({"ack": "0", "answer": "5"}, {"ack": "6", "answer": "5"}, {"ack": "1", "answer": "61"}):
        assert venlo.post("/norms", data={"csrf": token} | wrong).status_code == 422
    with intake() as session:
        assert {d.municipality: d.ack_days for d in session.query(Desk)} == {"0599": 2, "0983": 10, None: 2}
    reference, _ = file_case(room)
    age(ack_due=datetime.now(UTC) - timedelta(days=1))
    post(rotterdam, reference, "hand-over", desk=receiver(rotterdam, reference, "Venlo"))
    case = the_case()
    assert case.due_at == due(case.changed_at, 10)
