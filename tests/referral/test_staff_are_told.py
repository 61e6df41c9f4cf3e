"""Mail and webhooks say that there is something and never what; when they fail, the case is there all the same."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import psycopg
import pytest
from aiosmtpd.controller import Controller
from fastapi.testclient import TestClient

from deploy.base import database
from deploy.launch.house import free_port
from referral.database import Case, intake
from referral.forward.keys import OwnKey
from referral.notify import hooks, service
from referral.settings import settings
from tests.referral.conftest import Officer, csrf, file_case
from tests.referral.test_cases_are_worked_on import work
from tests.referral.test_people_come_and_go import said

WORDS = "KANARIOVKA schreeuwt"


class Letterbox:
    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[attr-defined,arg-type]
        return "250 OK"


@pytest.fixture
def letterbox(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A real SMTP server."""
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=(port := free_port()))
    server.start()
    monkeypatch.setenv("REFERRAL_SMTP_URL", f"smtp://127.0.0.1:{port}")
    settings.cache_clear()
    yield box
    server.stop()


@pytest.fixture
def hook_server() -> Iterator[HTTPServer]:
    """Keeps what it is sent in `.got`, answers with `.status`."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.server.got.append((dict(self.headers), body))  # type: ignore[attr-defined]
            self.send_response(self.server.status)  # type: ignore[attr-defined]
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Door)
    server.got, server.status = [], 204  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def wishes(client: TestClient, wish: str) -> None:
    assert client.post("/notify", data={"csrf": csrf(client.get("/password").text), "wish": wish}).status_code == 200


async def all_work(own: OwnKey) -> None:
    for _ in range(3):  # an event, then its mails
        await work(own)


async def test_a_mail_says_that_there_is_something_and_not_what(
    room: TestClient, officer: Officer, own: OwnKey, letterbox: Letterbox
) -> None:
    wishes(officer("rotterdam"), "new")
    wishes(officer("venlo"), "off")
    reference, _ = file_case(room, text=WORDS)
    file_case(room, municipality="0983", text=WORDS)
    await all_work(own)
    assert [mail["To"] for mail in letterbox.mails] == ["rotterdam@demo.example"]
    whole = letterbox.mails[0].as_string()
    assert "Er is iets nieuws bij het loket: Demo-loket Rotterdam" in str(letterbox.mails[0]["Subject"])
    assert not any(word in whole for word in (WORDS, reference, "unpaid_wages", "pl", "0599") if word != "pl")
    assert {part.get_content_type() for part in letterbox.mails[0].walk()} >= {"text/plain", "text/html"}


async def test_a_webhook_is_signed_and_the_same_id_comes_again_after_a_failure(
    room: TestClient, officer: Officer, own: OwnKey, hook_server: HTTPServer, referral_urls: database.Urls
) -> None:
    admin, venlo = officer("rotterdam"), officer("venlo")
    url = f"http://127.0.0.1:{hook_server.server_port}/in"
    page = admin.post("/webhooks", data={"csrf": csrf(admin.get("/webhooks").text), "url": url}).text
    secret = base64.b64decode(said(r"whsec_([A-Za-z0-9+/=]+)", page))
    assert url not in venlo.get("/webhooks").text
    hook_server.status = 500  # type: ignore[attr-defined]
    reference, _ = file_case(room, text=WORDS)
    file_case(room, municipality="0983")
    await all_work(own)
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as connection:
        connection.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE task_name = 'notify:hook'")
    hook_server.status = 204  # type: ignore[attr-defined]
    await all_work(own)
    (first, body), (second, again) = hook_server.got  # type: ignore[attr-defined]
    assert json.loads(body) == json.loads(again) == {"type": "case.received", "data": {"case": reference}}
    assert first["webhook-id"] == second["webhook-id"]
    at = int(second["webhook-timestamp"])
    assert abs(at - datetime.now(UTC).timestamp()) < 60
    assert second["webhook-signature"] == hooks.signature(secret, second["webhook-id"], at, again)
    assert second["webhook-signature"] != hooks.signature(secret, second["webhook-id"], at - 1, again)
    await all_work(own)
    assert len(hook_server.got) == 2  # type: ignore[attr-defined]


def test_webhooks_are_for_admins_and_over_https_in_production(room: TestClient, officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = officer("rotterdam")
    token = csrf(admin.get("/webhooks").text)
    for wrong in ("ftp://x.example", "nonsense", "https://"):
        assert admin.post("/webhooks", data={"csrf": token, "url": wrong}).status_code == 422
    for number in range(5):
        assert admin.post("/webhooks", data={"csrf": token, "url": f"https://x.example/{number}"}).status_code == 200
    assert admin.post("/webhooks", data={"csrf": token, "url": "https://x.example/6"}).status_code == 409
    gone = said(r'name="hook" value="([^"]+)"', admin.get("/webhooks").text)
    venlo = officer("venlo")
    venlo.post("/webhooks/remove", data={"csrf": csrf(venlo.get("/webhooks").text), "hook": gone})
    assert gone in admin.get("/webhooks").text
    assert gone not in admin.post("/webhooks/remove", data={"csrf": token, "hook": gone}).text


def test_a_case_is_there_also_when_nobody_can_be_told(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    desk = officer("rotterdam")
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral", autocommit=True) as admin:
        admin.execute("ALTER TABLE procrastinate_jobs RENAME TO away")
        try:
            reference, _ = file_case(room)
        finally:
            admin.execute("ALTER TABLE away RENAME TO procrastinate_jobs")
    assert reference in desk.get("/").text


async def test_mail_that_is_not_taken_is_tried_again_and_the_log_has_no_address(
    room: TestClient, officer: Officer, own: OwnKey, referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setenv("REFERRAL_SMTP_URL", "smtp://127.0.0.1:9")
    settings.cache_clear()
    wishes(officer("rotterdam"), "new")
    file_case(room)
    await all_work(own)
    with psycopg.connect(referral_urls.admin) as admin:
        row = admin.execute("SELECT status FROM referral.procrastinate_jobs WHERE task_name = 'notify:mail'").fetchone()
    assert row == ("todo",)


def test_a_digest_counts_on_working_days_only(room: TestClient, officer: Officer, letterbox: Letterbox) -> None:
    wishes(officer("venlo"), "off")
    file_case(room)
    file_case(room, municipality="0983")
    tuesday, sunday = datetime(2026, 11, 24, 7, tzinfo=UTC), datetime(2026, 11, 29, 7, tzinfo=UTC)
    assert service.digests(sunday) == []
    assert service.digests(tuesday) == [("rotterdam@demo.example", "Demo-loket Rotterdam", 1, 0)]
    with intake() as session:
        session.query(Case).update({"ack_due": tuesday - timedelta(days=1)})
    for row in service.digests(tuesday):
        service.send_digest(*row)
    assert str(letterbox.mails[0]["Subject"]) == "Demo-loket Rotterdam: 1 nieuw, 1 over de norm"


async def test_in_production_a_webhook_does_not_reach_into_the_network(
    room: TestClient, officer: Officer, own: OwnKey, hook_server: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = officer("rotterdam")
    token = csrf(admin.get("/webhooks").text)
    url = f"http://localhost:{hook_server.server_port}/in"
    assert admin.post("/webhooks", data={"csrf": token, "url": url}).status_code == 200
    monkeypatch.setattr(type(settings()), "webhooks_inside", property(lambda self: self.referral_webhooks_inside))
    inside = ("127.0.0.1", "localhost", "10.0.0.7", "192.168.1.1", "169.254.169.254", "[::1]", "[fd00::1]")
    for host in inside:
        assert admin.post("/webhooks", data={"csrf": token, "url": f"https://{host}/in"}).status_code == 422, host
    file_case(room)  # and the one that was made before, or whose name moved, is not called
    await all_work(own)
    assert hook_server.got == []  # type: ignore[attr-defined]
