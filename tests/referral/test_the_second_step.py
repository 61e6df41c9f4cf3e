"""The second factor: required where it must be, digits good once, recovery codes, and no way around with the password alone."""

import re

import psycopg
import pyotp
import pytest
import time_machine
from fastapi.testclient import TestClient

from deploy.base import database
from referral.database import Staff, intake
from referral.settings import settings
from referral.staff.sessions import who
from tests.referral.conftest import PASSWORD, Officer, csrf, file_case, log_in
from tests.referral.test_people_come_and_go import BO, ONE_TIME, form, member, said, signed_in

VENLO = "venlo@demo.example"


@pytest.fixture
def required(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_SECOND_FACTOR", "true")
    settings.cache_clear()


def set_up(client: TestClient) -> tuple[str, list[str]]:
    """(secret, recovery codes)."""
    page = client.get("/second/set-up").text
    secret = said(r"<code>([A-Z2-7]{32})</code>", page)
    assert "<svg" in page
    assert client.post("/second/set-up", data={"csrf": csrf(page), "digits": "000000"}).status_code == 422
    done = client.post("/second/set-up", data={"csrf": csrf(page), "digits": pyotp.TOTP(secret).now()})
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", done.text)
    assert len(codes) == 10
    return secret, codes


def gives(client: TestClient, digits: str) -> str:
    """Where she is afterwards."""
    page = client.get("/second").text
    return client.post("/second", data={"csrf": csrf(page), "digits": digits}).url.path


def again(room: TestClient) -> TestClient:
    client = TestClient(room.app, follow_redirects=True)
    log_in(client, VENLO, PASSWORD)
    return client


def test_where_it_is_required_nobody_works_without_it(room: TestClient, officer: Officer, required: None) -> None:
    reference, _ = file_case(room, municipality="0983")
    desk = officer("venlo")
    for path in ("/", f"/cases/{reference}", "/staff", "/audit"):
        assert desk.get(path).url.path == "/second/set-up"
    secret, _ = set_up(desk)
    assert "Szef nie płaci." in desk.get(f"/cases/{reference}").text
    with time_machine.travel(pyotp_later()):
        client = again(room)
        for path in ("/", f"/cases/{reference}", "/password", "/staff"):
            assert client.get(path).url.path == "/second"
        assert client.get("/second/set-up").status_code == 403
        token = csrf(client.get("/second").text)
        change = {"csrf": token, "old": PASSWORD, "new": "a-thief-s-password", "again": "a-thief-s-password"}
        assert client.post("/password", data=change).url.path == "/second"
        assert gives(client, pyotp.TOTP(secret).now()) == "/"
        assert client.get(f"/cases/{reference}").status_code == 200


def pyotp_later() -> float:
    """A minute from now: the digits of the set-up are used."""
    import time

    return time.time() + 60


def test_digits_are_taken_once_and_recovery_codes_too(room: TestClient, officer: Officer) -> None:
    secret, codes = set_up(officer("venlo"))
    with time_machine.travel(pyotp_later(), tick=False):
        digits = pyotp.TOTP(secret).now()
        assert gives(again(room), digits) == "/"
        assert gives(again(room), digits) == "/second"
        assert gives(again(room), codes[0].upper()) == "/"
        assert gives(again(room), codes[0]) == "/second"
        other = again(room)
        assert gives(other, codes[1]) == "/"
        assert "Herstelcodes over: 8" in other.get("/password").text


def test_after_five_wrong_ones_one_logs_in_again(room: TestClient, officer: Officer) -> None:
    _, codes = set_up(officer("venlo"))
    client = again(room)
    for _ in range(4):
        assert gives(client, "123456") == "/second"
    page = client.get("/second").text
    assert client.post("/second", data={"csrf": csrf(page), "digits": "123456"}).status_code == 401
    assert client.post("/second", data={"csrf": csrf(page), "digits": codes[0]}).url.path == "/log-in"


def test_what_lies_in_the_database_gives_no_digits(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    desk = officer("venlo")
    secret, codes = set_up(desk)
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        rows = b"".join(
            bytes(cell) if isinstance(cell, bytes) else str(cell).encode()
            for table in ("staff", "sessions", "recovery_codes")
            for row in admin.execute(psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(table))).fetchall()
            for cell in row
        )
    assert secret.encode() not in rows
    assert not any(code.encode() in rows for code in codes)
    assert who(desk.cookies["desk"]).has_second


def test_it_is_a_choice_in_the_demo_and_a_must_in_production(room: TestClient, officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = officer("rotterdam")
    assert desk.get("/").url.path == "/"
    assert "/second/set-up" in desk.get("/password").text
    monkeypatch.setenv("WEGWIJZER_ENV", "production")
    settings.cache_clear()
    assert settings().needs_second_factor


def test_a_lost_telephone_is_helped_by_an_admin_and_set_up_anew(room: TestClient, officer: Officer, required: None) -> None:
    admin = officer("rotterdam")
    set_up(admin)
    colleague = signed_in(room, BO, said(ONE_TIME, form(admin, "invite", email=BO, role="officer")))
    set_up(colleague)
    page = form(admin, "reset", person=member(BO))
    with intake() as session:
        assert session.query(Staff).filter_by(email=BO).one().wrapped_totp is None
    colleague = signed_in(room, BO, said(ONE_TIME, page), "another-long-password")
    assert colleague.get("/").url.path == "/second/set-up"
