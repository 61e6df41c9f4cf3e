"""Another system of the municipality asks with a token: the facts of its own desk's cases, and never a word of one."""

import re
import secrets
from datetime import UTC, datetime, timedelta

import psycopg
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select
from typer.testing import CliRunner

from deploy.base import database
from deploy.cli import app as wegwijzer
from referral.cases.workflow import STATES
from referral.database import AuditEvent, Case, Staff, intake
from referral.open_api.description import VERSION
from referral.open_api.tables import ApiToken
from tests.referral.conftest import Officer, csrf, file_case

WORDS = "KANARIOVKA schreeuwt"
FACTS = {
    "reference", "kind", "topic", "municipality", "language", "urgent", "status", "waitingFor", "outcome", "receivedAt", "changedAt",
    "acknowledgedAt", "answeredAt", "dueAt",
}  # fmt: skip


def made(page: str) -> str:
    found = re.search(r"wegwijzer_[\w-]{43}", page)
    assert found
    return found.group(0)


def new_token(client: TestClient, *scopes: str) -> str:
    form = {"csrf": csrf(client.get("/tokens").text), "name": "Zaaksysteem", "scope": list(scopes) or ["cases:read"], "days": "30"}
    return made(client.post("/tokens", data=form).text)


def ask(room: TestClient, path: str, token: str = "", **params: object) -> Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = room.get(f"/v1{path}", params=params or None, headers=headers)  # type: ignore[arg-type]
    assert answer.headers["api-version"] == VERSION
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["title"]
        assert problem["detail"]
    return answer


def audited(*what: str) -> list[tuple[str, str | None]]:
    with intake() as session:
        rows = session.query(AuditEvent).where(AuditEvent.what.in_(what)).order_by(AuditEvent.desk_id, AuditEvent.seq)
        return [(row.what, row.reference) for row in rows]


def test_a_token_reads_the_facts_of_its_own_desk_and_not_one_word(room: TestClient, officer: Officer) -> None:
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    mine, _ = file_case(room, text=WORDS, details={"who": WORDS, "when": "ongoing"})
    theirs, _ = file_case(room, municipality="0983", text=WORDS)
    rotterdam.get(f"/cases/{mine}")
    mine_token, their_token = new_token(rotterdam), new_token(venlo)
    for token, own, other in ((mine_token, mine, theirs), (their_token, theirs, mine)):
        listed = ask(room, "/cases", token).json()
        assert [item["reference"] for item in listed["items"]] == [own]
        assert set(listed["items"][0]) == FACTS
        assert ask(room, f"/cases/{own}", token).json() == listed["items"][0]
        assert ask(room, f"/cases/{other}", token).status_code == 404
    answer = ask(room, f"/cases/{mine}", mine_token)
    with intake() as session:
        staff, case = session.query(Staff).all(), session.query(Case).where(Case.reference == mine).one()
        secret = [WORDS, "demo.example", *(str(row.id) for row in staff), str(case.id), str(case.desk_id)]
    assert not any(word in answer.text for word in secret)
    fact = answer.json()
    assert (fact["kind"], fact["topic"], fact["municipality"], fact["language"], fact["status"]) == (
        "report", "unpaid_wages", "0599", "pl", "new",
    )  # fmt: skip
    assert fact["receivedAt"].endswith("Z")


def test_a_list_is_filtered_and_paged(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    token = new_token(officer("rotterdam"))
    filed = [file_case(room, language=language, topic=topic)[0] for language, topic in (("pl", "bsn"), ("ro", "bsn"), ("pl", "payslip"))]
    newest = filed[::-1]
    with intake() as session:
        first = session.query(Case).where(Case.reference == newest[-1]).one()
        first.urgent, first.status = True, "in_progress"
        first.received_at = first.changed_at = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # 1 February in Amsterdam
        gone = file_case(room)[0]
        session.query(Case).where(Case.reference == gone).one().erased_at = datetime.now(UTC)

    def numbers(**params: object) -> list[str]:
        return [item["reference"] for item in ask(room, "/cases", token, **params).json()["items"]]

    old, middle, last = newest[2], newest[1], newest[0]
    assert numbers() == newest
    assert numbers(language="ro") == [middle]
    assert numbers(topic="bsn", language="pl") == [old]
    assert numbers(urgent="true") == numbers(status="in_progress") == numbers(receivedFrom="2026-02-01", receivedTo="2026-02-01") == [old]
    assert numbers(receivedTo="2026-01-31") == numbers(kind="referral") == numbers(municipality="0983") == []
    assert numbers(changedSince=(datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")) == [last, middle]
    page = ask(room, "/cases", token, pageSize=1, page=2, kind="report").json()
    assert (page["total"], page["page"], page["pageSize"], page["items"][0]["reference"]) == (3, 2, 1, middle)
    for way, expected in (("next", old), ("previous", last)):
        path = page[way].removeprefix("http://127.0.0.1:8001/v1")
        assert [item["reference"] for item in ask(room, path, token).json()["items"]] == [expected]
    assert ask(room, "/cases", token, pageSize=1, page=3).json()["next"] is None
    assert ask(room, f"/cases/{gone}", token).status_code == 404


def test_every_mistake_is_a_problem_with_a_reason(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    token = new_token(officer("rotterdam"))
    wrong: tuple[dict[str, object], ...] = (
        {"status": "lost"}, {"page": 0}, {"pageSize": 101}, {"municipality": "Rotterdam"}, {"changedSince": "2026-01-01T00:00:00"},
        {"receivedFrom": "2026-13-01"}, {"received_from": "2026-01-01"}, {"state": "new"},
    )  # fmt: skip
    for params in wrong:
        answer = ask(room, "/cases", token, **params)
        assert answer.status_code == 400, params
        assert "Rotterdam" not in answer.text
    assert ask(room, "/cases/R-1", token).status_code == 400
    assert ask(room, "/nothing", token).status_code == ask(room, "/cases/", token).status_code == 404
    assert ask(room, "/statistics", token, year=2026).status_code == 403
    for headers in ({}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer wegwijzer_" + secrets.token_urlsafe(32)}):
        answer = room.get("/v1/cases", headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"], answer.json()["title"]) == (401, "Bearer", "Unauthorized")
    given = {"Authorization": f"Bearer {token}"}
    not_made = room.post("/v1/cases", headers=given, json={})
    assert (not_made.status_code, not_made.headers["allow"], not_made.headers["api-version"]) == (405, "GET", VERSION)
    too_big = room.post("/v1/cases", headers=given, content=b"x" * 300_000)
    assert (too_big.status_code, too_big.headers["api-version"], bool(too_big.json()["detail"])) == (413, VERSION, True)
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as admin:
        admin.execute("ALTER TABLE api_tokens RENAME TO away")
        try:
            assert ask(room, "/cases", token).status_code == 500
        finally:
            admin.execute("ALTER TABLE away RENAME TO api_tokens")


def test_a_token_is_shown_once_kept_as_a_hash_and_ends(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    admin = officer("rotterdam")
    token = new_token(admin)
    page = admin.get("/tokens").text
    assert token not in page
    assert "Zaaksysteem" in page
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as connection:
        (kept,) = connection.execute("SELECT api_tokens::text FROM api_tokens").fetchone() or ("",)
    assert token not in kept
    assert token.encode().hex() not in kept
    assert ">nooit<" in page
    assert ask(room, "/cases", token).status_code == ask(room, "/cases", token).status_code == 200
    assert ">nooit<" not in admin.get("/tokens").text
    handle = re.search(r'name="handle" value="(T-\w+)"', page)
    assert handle
    assert audited("token_made", "token_used") == [("token_made", handle[1]), ("token_used", handle[1])]
    with intake() as session:  # the next day
        session.query(ApiToken).update({"used_on": datetime.now(UTC).date() - timedelta(days=1)})
    ask(room, "/cases", token)
    assert len(audited("token_used")) == 2
    with intake() as session:
        session.query(ApiToken).update({"expires_on": datetime.now(UTC).date() - timedelta(days=1)})
    assert ask(room, "/cases", token).status_code == 401
    assert "voorbij" in admin.get("/tokens").text
    second = new_token(admin)
    venlo = officer("venlo")
    form = {"csrf": csrf(venlo.get("/tokens").text), "handle": re.findall(r'value="(T-\w+)"', admin.get("/tokens").text)[-1]}
    venlo.post("/tokens/revoke", data=form)
    assert ask(room, "/cases", second).status_code == 200
    admin.post("/tokens/revoke", data=form | {"csrf": csrf(admin.get("/tokens").text)})
    assert ask(room, "/cases", second).status_code == 401
    assert audited("token_revoked") == [("token_revoked", form["handle"])]


def test_only_an_admin_makes_tokens_and_not_without_an_end(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    admin = officer("rotterdam")
    token = csrf(admin.get("/tokens").text)
    good = {"csrf": token, "name": "x", "scope": "cases:read", "days": "30"}
    for wrong in ({"name": " "}, {"name": "x" * 61}, {"scope": "cases:write"}, {"days": "0"}, {"days": "366"}):
        assert admin.post("/tokens", data=good | wrong).status_code == 422
    assert admin.post("/tokens", data=good | {"csrf": "x"}).status_code == 403
    for _ in range(10):
        assert admin.post("/tokens", data=good).status_code == 200
    assert admin.post("/tokens", data=good).status_code == 409
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as connection:
        connection.execute("UPDATE memberships SET role = 'lead'")
    for answer in (
        admin.get("/tokens"),
        admin.post("/tokens", data=good),
        admin.post("/tokens/revoke", data={"csrf": token, "handle": "x"}),
    ):
        assert answer.status_code == 403


def test_who_asks_too_often_waits(room: TestClient, officer: Officer) -> None:
    admin = officer("rotterdam")
    eager, calm = new_token(admin), new_token(admin)
    answers = [ask(room, "/cases", eager, page=0).status_code for _ in range(5)]  # a mistake counts as well
    while (answer := ask(room, "/cases", eager, pageSize=1)).status_code == 200:
        answers.append(200)
        assert len(answers) < 200
    assert (answer.status_code, int(answer.headers["retry-after"]) >= 1) == (429, True)
    assert len(answers) >= 60
    assert ask(room, "/cases", calm).status_code == 200
    tried = [ask(room, "/cases", "wegwijzer_wrong").status_code for _ in range(25)]
    assert tried[:20] == [401] * 20
    assert 429 in tried


def test_statistics_have_no_small_number(room: TestClient, officer: Officer) -> None:
    token = new_token(officer("rotterdam"), "statistics:read")
    assert ask(room, "/cases", token).status_code == 403
    for _ in range(6):
        file_case(room)
    file_case(room, language="bg", topic="bsn")
    with intake() as session:
        session.query(Case).update({"received_at": datetime(2025, 3, 5, 12, tzinfo=UTC)})
    whole = ask(room, "/statistics", token, year=2025).json()
    assert (whole["firstDate"], whole["lastDate"], whole["total"]) == ("2024-12-30", "2025-12-28", 7)
    tables = {table["name"]: table for table in whole["tables"]}
    shown = [number for table in tables.values() for line in table["lines"] for number in line["numbers"]]
    assert shown
    assert not {number for number in shown if number} & set(range(1, 5))
    assert {"pl", "bg"} <= {line["name"] for line in tables["languages"]["lines"]}
    assert tables["places"]["lines"][-1] == {"name": "total", "level": 0, "numbers": [7]}
    with intake() as session:  # three in a year of their own
        some = session.query(Case.id).limit(3).subquery()
        session.query(Case).where(Case.id.in_(select(some.c.id))).update({"received_at": datetime(2024, 3, 5, 12, tzinfo=UTC)})
    few = ask(room, "/statistics", token, year=2024).json()
    assert (few["total"], {len(table["lines"]) for table in few["tables"]}) == (None, {0})
    for wrong in (2100, "x", 1000):
        assert ask(room, "/statistics", token, year=wrong).status_code == 400


def test_the_operator_makes_lists_and_revokes_tokens(room: TestClient, one_time: dict[str, str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(wegwijzer, ["desk", "token", *arguments])
        return done.exit_code, done.output

    desk = "Demo-loket Rotterdam"
    code, said = run("make", desk, "Zaaksysteem", "--scope", "cases:read", "--days", "30")
    assert code == 0
    token = made(said)
    assert ask(room, "/cases", token).status_code == 200
    code, listed = run("list", desk)
    handle = listed.split()[0]
    assert (code, token in listed, "Zaaksysteem" in listed) == (0, False, True)
    assert run("revoke", desk, "T-NONE")[0] == run("list", "nowhere")[0] == run("make", desk, "x", "--scope", "all")[0] == 1
    assert run("revoke", desk, handle)[0] == 0
    assert ask(room, "/cases", token).status_code == 401


def test_the_states_of_a_case_are_those_that_the_description_names(room: TestClient) -> None:
    schemas = room.get("/v1/openapi.json").json()["components"]["schemas"]
    assert schemas["Case"]["properties"]["status"]["enum"] == list(STATES)
    assert set(schemas["Case"]["properties"]) == FACTS
