"""Log-in, password and session over HTTP; what lies in the database without the cookie opens nothing."""

import itertools
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from deploy.base import database
from referral.database import DeskSession, Membership, Staff, intake
from referral.seal import stretch
from referral.settings import settings
from tests.referral.conftest import PASSWORD, Officer, csrf, file_case, log_in

VENLO = "venlo@demo.example"


def test_a_new_officer_logs_in_chooses_a_password_and_is_at_the_list(room: TestClient, one_time: dict[str, str]) -> None:
    client = TestClient(room.app, follow_redirects=True)
    page = log_in(client, VENLO, one_time[VENLO])
    assert str(page.url).endswith("/password")
    form = {"csrf": csrf(page.text), "old": one_time[VENLO], "new": PASSWORD, "again": PASSWORD}
    for wrong, status in (({"new": "short"}, 422), ({"again": "another-long-password"}, 422), ({"old": "not-this-one"}, 422)):
        assert client.post("/password", data=form | wrong).status_code == status
    done = client.post("/password", data=form)
    assert (done.status_code, done.url.path) == (200, "/")
    assert "Demo-loket Venlo" in done.text
    assert log_in(TestClient(room.app), VENLO, one_time[VENLO]).status_code == 401
    assert log_in(TestClient(room.app, follow_redirects=True), VENLO, PASSWORD).url.path == "/"


def test_a_changed_password_ends_every_other_session(room: TestClient, one_time: dict[str, str]) -> None:
    somebody_else, client = (TestClient(room.app, follow_redirects=True) for _ in range(2))
    log_in(somebody_else, VENLO, one_time[VENLO])
    page = log_in(client, VENLO, one_time[VENLO]).text
    client.post("/password", data={"csrf": csrf(page), "old": one_time[VENLO], "new": PASSWORD, "again": PASSWORD})
    assert client.get("/").url.path == "/"
    assert somebody_else.get("/").url.path == "/log-in"


@pytest.mark.parametrize("path", ["/log-in", "/language", "/log-out", "/password"])
def test_every_form_needs_the_token_of_this_browser(room: TestClient, one_time: dict[str, str], path: str) -> None:
    client = TestClient(room.app, follow_redirects=True)
    if path in ("/log-out", "/password"):
        log_in(client, VENLO, one_time[VENLO])
    form = {
        "email": VENLO, "password": one_time[VENLO], "language": "en",
        "old": one_time[VENLO], "new": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    assert client.post(path, data=form).status_code == 422
    assert client.post(path, data=form | {"csrf": "forged"}).status_code == 403
    stranger = csrf(TestClient(room.app).get("/log-in").text)
    assert client.post(path, data=form | {"csrf": stranger}).status_code == 403


def test_the_session_cookie_is_strict_and_over_https_bound_to_the_host(
    room: TestClient, one_time: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for address, name, secure in (("http://127.0.0.1:8001", "desk=", False), ("https://loket.example", "__Host-desk=", True)):
        monkeypatch.setenv("REFERRAL_PUBLIC_URL", address)
        settings.cache_clear()
        client = TestClient(room.app, base_url=address, follow_redirects=False)
        cookies = [c for c in log_in(client, VENLO, one_time[VENLO]).headers.get_list("set-cookie") if c.startswith(name)]
        assert len(cookies) == 1
        assert all(mark in cookies[0] for mark in ("HttpOnly", "SameSite=strict", "Path=/"))
        assert ("Secure" in cookies[0]) is secure


def test_a_stolen_session_row_opens_nothing_without_the_cookie(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    desk = officer("rotterdam")
    token = desk.cookies["desk"]
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        rows = admin.execute("SELECT token_hash, sealed_key, csrf FROM sessions").fetchall()
        cells = [bytes(c) for r in admin.execute("SELECT * FROM sessions").fetchall() for c in r if isinstance(c, bytes)]
    assert rows
    for token_hash, sealed_key, form in rows:
        assert token.encode() not in b"".join(cells)
        keys = [bytes(token_hash), settings().lookup_key, settings().intake_private, stretch.token_key(form)]
        keys += [stretch.token_key(bytes(token_hash).hex())]
        for key, blob in itertools.product(keys, cells):
            with pytest.raises((CryptoError, ValueError)):
                SecretBox(key).decrypt(blob)
        for forged in (bytes(token_hash).hex(), form, ""):
            assert TestClient(room.app, cookies={"desk": forged}, follow_redirects=True).get("/").url.path == "/log-in"
        assert SecretBox(stretch.token_key(token)).decrypt(bytes(sealed_key))  # with the cookie it does


@pytest.mark.parametrize("age", [{"seen_at": timedelta(minutes=61)}, {"created_at": timedelta(hours=8, minutes=1)}])
def test_a_session_ends_by_itself(room: TestClient, officer: Officer, age: dict[str, timedelta]) -> None:
    desk = officer("rotterdam")
    with intake() as session:
        for row in session.query(DeskSession):
            for name, time in age.items():
                setattr(row, name, datetime.now(UTC) - time)
    assert desk.get("/").url.path == "/log-in"


def test_a_person_who_is_taken_off_a_desk_is_out_at_once(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    assert desk.get(f"/cases/{reference}").status_code == 200
    with intake() as session:
        person = session.query(Staff).filter_by(email="rotterdam@demo.example").one()
        session.query(Membership).filter_by(staff_id=person.id).delete()
    assert desk.get(f"/cases/{reference}").url.path == "/log-in"


def test_logging_out_ends_the_session_on_the_server_too(room: TestClient, officer: Officer) -> None:
    desk = officer("rotterdam")
    token = desk.cookies["desk"]
    assert desk.post("/log-out", data={"csrf": csrf(desk.get("/").text)}).url.path == "/log-in"
    assert TestClient(room.app, cookies={"desk": token}, follow_redirects=True).get("/").url.path == "/log-in"


def test_a_one_time_password_opens_only_the_page_to_change_it(room: TestClient, one_time: dict[str, str]) -> None:
    reference, _ = file_case(room, municipality="0983")
    client = TestClient(room.app, follow_redirects=True)
    log_in(client, VENLO, one_time[VENLO])
    for path in ("/", f"/cases/{reference}"):
        assert str(client.get(path).url).endswith("/password")


def test_wrong_passwords_make_the_next_try_wait_even_with_the_right_one(room: TestClient, one_time: dict[str, str]) -> None:
    client = TestClient(room.app, follow_redirects=False)
    for _ in range(5):
        assert log_in(client, VENLO, "wrong-password").status_code == 401
    assert log_in(client, VENLO, one_time[VENLO]).status_code == 401
    with intake() as session:
        session.query(Staff).filter_by(email=VENLO).update({"locked_until": datetime.now(UTC)})
    assert log_in(client, VENLO, one_time[VENLO]).status_code == 303


@pytest.mark.parametrize("email", ["nobody@demo.example", "x\0@demo.example", "' OR 1=1 --"])
def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(room: TestClient, one_time: dict[str, str], email: str) -> None:
    unknown, wrong = (log_in(TestClient(room.app), name, "wrong-password") for name in (email, VENLO))
    assert unknown.status_code == wrong.status_code == 401


def test_without_a_session_every_page_leads_to_the_log_in(room: TestClient) -> None:
    for path in ("/", "/cases/R-AAAAAA", "/password"):
        response = room.get(path, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/log-in")
        assert response.headers["cache-control"] == "no-store"
    page = room.get("/log-in")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in page.text


def test_the_language_changes_on_the_page_where_one_is_and_leads_nowhere_else(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    page = desk.get(f"/cases/{reference}").text
    assert "Wat de werknemer schreef" in page
    changed = desk.post("/language", data={"csrf": csrf(page), "language": "en", "back": f"/cases/{reference}"})
    assert changed.url.path == f"/cases/{reference}"
    assert "What the worker wrote" in changed.text
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = desk.post("/language", data={"csrf": csrf(page), "language": "nl", "back": elsewhere}, follow_redirects=False)
        assert answer.headers["location"] == "/"
