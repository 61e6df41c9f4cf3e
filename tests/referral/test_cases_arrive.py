"""Intake: once, to the right desk, and the worker comes back with the code."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from fastapi.testclient import TestClient
from nacl.public import PrivateKey, SealedBox

from deploy.base import database
from referral.settings import settings
from tests.referral.conftest import ACTIONS, CHANNELS, Officer, csrf, file_case, new_code

AUTH = {"Authorization": f"Bearer {ACTIONS}"}
BODY = {
    "kind": "report", "topic": "unpaid_wages", "desk_kind": "work_rights", "municipality": "0983", "language": "bg",
    "text": "Шефът не плаща.",
    "may_contact": False, "channel": "sms", "filed_at": "2026-11-24T10:00:00Z", "content_version": "x",
}  # fmt: skip
ORIGIN = "origin-of-this-conversation"


def look_up(room: TestClient, code: str, origin: str = ORIGIN):
    return room.post("/api/cases/lookup", json={"code": code, "origin": origin}, headers=AUTH)


def test_the_same_key_files_one_case(room: TestClient, one_time: dict[str, str]) -> None:
    body, headers = BODY | {"code": new_code()}, AUTH | {"Idempotency-Key": "k" * 32}
    first, again = (room.post("/api/cases", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_the_same_key_from_ten_sides_at_once_files_one_case(room: TestClient, one_time: dict[str, str]) -> None:
    body, headers = BODY | {"code": new_code()}, AUTH | {"Idempotency-Key": "p" * 32}
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: room.post("/api/cases", json=body, headers=headers), range(10)))
    assert {a.json()["case"] for a in answers} == {answers[0].json()["case"]}
    assert sum(a.status_code == 201 for a in answers) == 1


@pytest.mark.parametrize(("municipality", "desk"), [("0599", "Rotterdam"), ("0983", "Venlo"), ("0363", "landelijk"), (None, "landelijk")])
def test_a_case_goes_to_the_desk_of_its_municipality_or_to_the_national_one(
    room: TestClient, one_time: dict[str, str], municipality: str | None, desk: str
) -> None:
    response = room.post(
        "/api/cases", json=BODY | {"code": new_code(), "municipality": municipality}, headers=AUTH | {"Idempotency-Key": new_code()}
    )
    assert desk in response.json()["desk"]
    assert response.json()["national"] == (desk == "landelijk")
    asked = room.get("/api/desks", params={"kind": "report", **({"municipality": municipality} if municipality else {})}, headers=AUTH)
    assert desk in asked.json()["desk"]


def test_a_case_that_waited_sealed_is_filed_like_any_other(room: TestClient, one_time: dict[str, str]) -> None:
    code = new_code()
    plain = json.dumps(BODY | {"code": code, "idempotency_key": "s" * 32}).encode()
    sealed = SealedBox(PrivateKey(settings().intake_private).public_key).encrypt(plain)
    for expected in (201, 200):
        response = room.post("/api/cases/sealed", json={"sealed": base64.b64encode(sealed).decode()}, headers=AUTH)
        assert response.status_code == expected
    assert look_up(room, code).status_code == 200
    assert room.post("/api/cases/sealed", json={"sealed": "AAAA"}, headers=AUTH).status_code == 422


def test_the_kind_of_abuse_is_in_clear_and_the_short_answers_are_sealed_with_the_words(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    details = {"when": "ongoing", "who": "Kanariovka Flex", "people": "few"}
    body = BODY | {"code": new_code(), "municipality": "0599", "abuse": "papers", "details": details}
    reference = room.post("/api/cases", json=body, headers=AUTH | {"Idempotency-Key": new_code()}).json()["case"]
    page = officer("rotterdam").get(f"/cases/{reference}").text
    for said in (body["text"], "Over wie: Kanariovka Flex", "Wanneer: gaat nog door", "Papieren afgepakt"):
        assert said in page
    with psycopg.connect(referral_urls.admin) as admin:
        row = admin.execute("SELECT abuse, c::text FROM referral.cases c WHERE reference = %s", [reference]).fetchone()
    assert row is not None
    assert row[0] == "papers"
    assert "Kanariovka" not in row[1]
    assert b"Kanariovka".hex() not in row[1]


def test_a_worker_reads_answers_adds_and_withdraws_with_the_code(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    assert look_up(room, code).json()["status"] == "new"
    desk = officer("rotterdam")
    page = desk.get(f"/cases/{reference}").text
    desk.post(f"/cases/{reference}/answer", data={"csrf": csrf(page), "text": "Kom langs met uw loonstrook.", "language": "nl"})
    seen = look_up(room, code).json()
    assert seen["status"] == "in_progress"
    assert [(m["from"], m["text"]) for m in seen["messages"]] == [("desk", "Kom langs met uw loonstrook.")]
    added = room.post("/api/cases/messages", json={"code": code, "origin": ORIGIN, "text": "Mam paski.", "language": "pl"}, headers=AUTH)
    assert added.status_code == 201
    assert "Mam paski." in desk.get(f"/cases/{reference}").text
    assert room.post("/api/cases/withdraw", json={"code": code, "origin": ORIGIN}, headers=AUTH).status_code == 200
    assert look_up(room, code).json() | {"filed_at": ""} == {
        "case": reference, "kind": "report", "status": "closed", "desk": "Demo-loket Rotterdam", "filed_at": "", "messages": [],
        "answer_by": None, "late": False, "withdrawn": True,
    }  # fmt: skip
    assert "Szef nie płaci" not in desk.get(f"/cases/{reference}").text


def test_wrong_codes_are_limited_for_one_conversation_and_not_for_another(room: TestClient, one_time: dict[str, str]) -> None:
    _, code = file_case(room)
    assert [look_up(room, new_code()).status_code for _ in range(5)] == [404] * 5
    refused = look_up(room, code)
    assert refused.status_code == 429
    assert 0 < refused.json()["retry_after"] <= 900
    assert refused.headers["Retry-After"]
    assert look_up(room, code, "another-conversation").status_code == 200


@pytest.mark.parametrize("path", ["/api/cases", "/api/cases/sealed", "/api/cases/lookup", "/api/cases/messages", "/api/cases/withdraw"])
def test_without_the_token_nothing_is_answered(room: TestClient, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Bearer {CHANNELS}"}):
        response = room.post(path, json={}, headers=headers)
        assert response.status_code == 403
        assert response.headers["content-type"] == "application/problem+json"


def test_a_malformed_case_is_refused_without_repeating_its_words(room: TestClient, one_time: dict[str, str]) -> None:
    body = BODY | {"code": "12", "text": "canary words"}
    response = room.post("/api/cases", json=body, headers=AUTH | {"Idempotency-Key": "m" * 32})
    assert response.status_code == 422
    assert "canary" not in response.text
    assert "code" in response.json()["detail"]


def test_a_contact_comes_only_to_a_case_that_asked_for_it(room: TestClient, officer: Officer) -> None:
    contact = {"channel": "whatsapp", "address": "whatsapp:+48511110003"}
    headers = {"Authorization": f"Bearer {CHANNELS}"}
    assert room.post("/internal/contacts", json=contact | {"ticket": "t" * 32}, headers=headers).status_code == 404
    code = new_code()
    filed = room.post("/api/cases", json=BODY | {"code": code, "may_contact": True}, headers=AUTH | {"Idempotency-Key": "t" * 32}).json()
    assert room.post("/internal/contacts", json=contact | {"ticket": "t" * 32}, headers=headers).status_code == 204
    page = officer("venlo").get(f"/cases/{filed['case']}").text
    assert "telefoon" in page or "phone" in page
    assert "48511110003" not in page


def test_a_reference_that_is_taken_is_drawn_again(room: TestClient, one_time: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["R-AAAAAA", "R-AAAAAA", "R-CCCCCC"])
    monkeypatch.setattr("referral.cases.intake.new_reference", lambda kind: next(drawn))
    assert [file_case(room)[0] for _ in range(2)] == ["R-AAAAAA", "R-CCCCCC"]


def test_a_code_that_another_case_has_is_refused(room: TestClient, one_time: dict[str, str]) -> None:
    _, code = file_case(room)
    response = room.post("/api/cases", json=BODY | {"code": code}, headers=AUTH | {"Idempotency-Key": "z" * 32})
    assert response.status_code == 409


def test_wrong_codes_are_limited_over_all_conversations(
    room: TestClient, one_time: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODE_TRIES_ALL", "3")
    settings.cache_clear()
    answers = [look_up(room, new_code(), f"conversation-{n}").status_code for n in range(4)]
    assert answers == [404, 404, 404, 429]


def test_a_thread_has_a_bound(room: TestClient, one_time: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referral.cases.worker_side.MOST_MESSAGES", 2)
    _, code = file_case(room)
    body = {"code": code, "origin": ORIGIN, "text": "x", "language": "pl"}
    assert [room.post("/api/cases/messages", json=body, headers=AUTH).status_code for _ in range(3)] == [201, 201, 409]


def test_a_body_that_is_too_large_or_has_no_size_is_refused_unread(room: TestClient) -> None:
    assert room.post("/log-in", content=b"x" * 300_000).status_code == 413
    assert room.post("/log-in", content=iter([b"x"])).status_code == 411


def test_a_case_waits_for_a_desk_when_none_is_there(room: TestClient) -> None:
    """Before the first desk is made the answer is a fault of ours (5xx), so that actions keeps the report."""
    response = room.post("/api/cases", json=BODY | {"code": new_code()}, headers=AUTH | {"Idempotency-Key": "n" * 32})
    assert response.status_code == 500


def test_health_and_metrics_say_nothing_about_a_person(room: TestClient, one_time: dict[str, str]) -> None:
    reference, code = file_case(room)
    look_up(room, new_code())
    assert room.get("/health/live").json()["alive"]
    assert room.get("/health/ready").json() == {"ready": True}
    text = room.get("/metrics").text
    assert "referral_cases_total" in text
    assert "referral_wrong_codes_total" in text
    assert not any(secret in text for secret in (reference, code, ORIGIN, "0983", "rotterdam@demo.example"))
