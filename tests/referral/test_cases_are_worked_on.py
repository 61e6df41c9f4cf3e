"""The day of an officer: states, answers to the phone, notes, handing over; and what goes wrong on the way."""

import json
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import psycopg
import pytest
from fastapi.testclient import TestClient

from deploy.base import database
from referral.database import Case, CaseEvent, intake
from referral.forward.keys import OwnKey
from referral.forward.tasks import MOST_TRIES, MOST_WAIT, wait
from referral.inbox.service import cases
from referral.settings import settings
from referral.staff import sessions
from referral.tasks import make_queue
from tests.referral.conftest import ACTIONS, CHANNELS, Officer, csrf, file_case, new_code

ADDRESS = "whatsapp:+48511110003"
AUTH = {"Authorization": f"Bearer {ACTIONS}"}


def case_with_contact(room: TestClient, **more: object) -> tuple[str, str]:
    """(reference, code) of a case whose worker may be written to."""
    nonce, code = secrets.token_hex(16), new_code()
    body = {
        "kind": "report", "code": code, "topic": "bad_housing", "desk_kind": "housing", "municipality": "0599", "language": "pl",
        "text": "Pleśń w pokoju.", "may_contact": True, "channel": "whatsapp", "filed_at": "2026-11-24T10:00:00Z",
    }  # fmt: skip
    filed = room.post("/api/cases", json=body | more, headers=AUTH | {"Idempotency-Key": nonce}).json()
    contact = {"ticket": str(uuid.UUID(nonce)), "channel": "whatsapp", "address": ADDRESS}
    assert room.post("/internal/contacts", json=contact, headers={"Authorization": f"Bearer {CHANNELS}"}).status_code == 204
    return filed["case"], code


def post(officer: TestClient, reference: str, action: str, **form: str) -> str:
    page = officer.get(f"/cases/{reference}").text
    answer = officer.post(f"/cases/{reference}/{action}", data={"csrf": csrf(page)} | form)
    assert answer.status_code == 200, answer.text
    return answer.text


def receiver(desk: TestClient, reference: str, name: str) -> str:
    page = desk.get(f"/cases/{reference}").text
    return next(part.split('"')[0] for part in page.split('<option value="') if name in part)


@contextmanager
def channels(monkeypatch: pytest.MonkeyPatch, status: int = 202) -> Iterator[list[dict[str, str]]]:
    """A double of the channels room on a real port; the list holds what it was given."""
    got: list[dict[str, str]] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            got.append(body | {"path": self.path, "token": self.headers["authorization"]})
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("CHANNELS_URL", f"http://127.0.0.1:{server.server_port}")
    settings.cache_clear()
    yield got
    server.shutdown()
    server.server_close()


async def work(own: OwnKey) -> None:
    """The worker takes everything that waits now, and stops."""
    queue, queues = make_queue(own), ["default", own.queue]
    async with queue.open_async():
        await queue.run_worker_async(
            queues=queues, wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful"
        )


async def test_an_answer_goes_to_the_phone_once_marked_with_its_language(
    room: TestClient, officer: Officer, referral_urls: database.Urls, own: OwnKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    with channels(monkeypatch) as got:
        shown = post(desk, reference, "answer", text="Kom morgen langs, KANARIE.", language="nl")
        assert "krijgt uw antwoord als bericht" in shown
        with psycopg.connect(referral_urls.admin) as admin:
            jobs = str(admin.execute("SELECT task_name, args FROM referral.procrastinate_jobs WHERE task_name LIKE 'forward:%'").fetchall())
        assert "forward:answer" in jobs
        assert not any(word in jobs for word in ("KANARIE", "48511110003", reference))
        await work(own)
    assert len(got) == 1
    assert (got[0]["path"], got[0]["token"]) == ("/internal/messages", "Bearer to-channels-0123456789")
    assert (got[0]["address"], got[0]["channel"], got[0]["language"]) == (ADDRESS, "whatsapp", "pl")
    assert "[Nederlands] Kom morgen langs, KANARIE." in got[0]["text"]
    with psycopg.connect(referral_urls.admin) as admin:
        assert admin.execute("SELECT count(*) FROM referral.procrastinate_jobs WHERE task_name = 'forward:answer'").fetchone() == (0,)


async def test_an_answer_waits_while_channels_is_down_and_the_log_says_nothing_of_it(
    room: TestClient,
    officer: Officer,
    referral_urls: database.Urls,
    own: OwnKey,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    with channels(monkeypatch, 503) as got:
        post(desk, reference, "answer", text="KANARIE", language="pl")
        await work(own)
    assert len(got) == 1
    assert "[" not in got[0]["text"].split("KANARIE")[0]
    with psycopg.connect(referral_urls.admin) as admin:
        row = admin.execute("SELECT status FROM referral.procrastinate_jobs WHERE task_name = 'forward:answer'").fetchone()
    assert row == ("todo",)
    assert "KANARIE" not in caplog.text
    assert "48511110003" not in caplog.text


async def test_the_desk_is_told_when_an_answer_can_never_be_delivered(
    room: TestClient, officer: Officer, referral_urls: database.Urls, own: OwnKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    with channels(monkeypatch, 422):
        post(desk, reference, "answer", text="x", language="nl")
        await work(own)
    assert "kwam niet aan op de telefoon" in desk.get(f"/cases/{reference}").text
    with psycopg.connect(referral_urls.admin) as admin:
        assert admin.execute("SELECT count(*) FROM referral.procrastinate_jobs WHERE task_name = 'forward:answer'").fetchone() == (0,)


def test_patience_has_a_bound() -> None:
    waits = [wait(n) for n in range(MOST_TRIES)]
    assert waits[0] == 4
    assert max(waits) == MOST_WAIT
    assert 1.5 * 24 * 3600 < sum(waits) < 3 * 24 * 3600


def test_a_case_goes_through_its_states_and_opens_again(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    desk = officer("rotterdam")
    steps = (
        ({"status": "acknowledged"}, "in_progress"),
        ({"status": "in_progress"}, "in_progress"),
        ({"status": "waiting", "waiting_for": "partner"}, "waiting"),
        ({"status": "closed", "outcome": "advised"}, "closed"),
    )
    for form, shown in steps:
        page = post(desk, reference, "status", **form)
        asked = {"code": code, "origin": "origin-of-this-conversation"}
        assert room.post("/api/cases/lookup", json=asked, headers=AUTH).json()["status"] == shown
    assert "de werknemer kreeg advies" in page
    token = csrf(desk.get("/").text)
    for nonsense in ("new", "withdrawn", "handed_over", "x", ""):
        assert desk.post(f"/cases/{reference}/status", data={"csrf": token, "status": nonsense}).status_code in (409, 422)
    more = {"code": code, "origin": "origin-of-this-conversation", "text": "Jeszcze coś.", "language": "pl"}
    assert room.post("/api/cases/messages", json=more, headers=AUTH).status_code == 201
    page = desk.get(f"/cases/{reference}").text
    assert "Heropend" in page
    assert "Jeszcze coś." in page


def test_a_note_is_for_the_desk_only(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    desk = officer("rotterdam")
    assert "Bel de inspectie" in post(desk, reference, "note", text="Bel de inspectie")
    found = room.post("/api/cases/lookup", json={"code": code, "origin": "origin-of-this-conversation"}, headers=AUTH).json()
    assert (found["status"], found["messages"]) == ("new", [])


def test_an_answer_has_a_length_and_a_language_we_know(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    token = csrf(desk.get("/").text)
    for form in ({"text": "x" * 1501}, {"text": "  "}, {"text": "x", "language": "<b>"}):
        assert desk.post(f"/cases/{reference}/answer", data={"csrf": token} | form).status_code == 422


def test_a_handed_over_case_is_the_receivers_with_its_contact_and_no_longer_the_senders(
    room: TestClient, officer: Officer, own: OwnKey, referral_urls: database.Urls
) -> None:
    reference, code = case_with_contact(room)
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    assert post(rotterdam, reference, "hand-over", desk=receiver(rotterdam, reference, "Venlo"))
    assert rotterdam.get(f"/cases/{reference}").status_code == 404
    assert reference not in rotterdam.get("/").text
    found = room.post("/api/cases/lookup", json={"code": code, "origin": "origin-of-this-conversation"}, headers=AUTH).json()
    assert (found["status"], found["desk"]) == ("handed_over", "Demo-loket Venlo")
    seen = venlo.get(f"/cases/{reference}").text
    assert "Pleśń w pokoju." in seen
    assert "uw antwoord gaat naar de telefoon" in seen
    post(venlo, reference, "answer", text="Wij pakken het op.", language="nl")
    with psycopg.connect(referral_urls.admin) as admin:
        assert admin.execute("SELECT count(*) FROM referral.procrastinate_jobs WHERE task_name = 'forward:answer'").fetchone() == (1,)
        what = [r[0] for r in admin.execute("SELECT what FROM referral.audit_events WHERE reference = %s", [reference])]
    assert {"case_read", "case_handed_over", "case_refused", "case_answered"} <= set(what)


def test_a_case_is_not_handed_over_to_nobody_or_to_oneself(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    token = csrf(desk.get("/").text)
    with intake() as session:
        own = str(session.query(Case).one().desk_id)
    for nobody in ("x", str(uuid.uuid4()), own):
        assert desk.post(f"/cases/{reference}/hand-over", data={"csrf": token, "desk": nobody}).status_code == 422
    assert desk.get(f"/cases/{reference}").status_code == 200


def test_what_nobody_looked_at_stands_first_and_the_list_can_be_filtered(room: TestClient, officer: Officer) -> None:
    first, _ = file_case(room)
    taken, _ = file_case(room, kind="referral", topic="talk_to_desk")
    desk = officer("rotterdam")
    post(desk, taken, "status", status="in_progress")
    page = desk.get("/").text
    assert page.index(first) < page.index(taken)
    assert "Demo-loket Rotterdam" in page
    only = desk.get("/", params={"status": "in_progress", "kind": "referral"}).text
    assert taken in only
    assert first not in only
    for query in ({"page": "0"}, {"page": "99999999999"}, {"page": "x"}):
        assert desk.get("/", params=query).status_code == 422
    assert desk.get("/", params={"status": "<script>", "kind": "\0", "page": "9"}).status_code == 200


def test_reading_twice_stands_once_in_the_history_and_twice_in_the_audit(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    for _ in range(2):
        desk.get(f"/cases/{reference}")
    with intake() as session:
        assert session.query(CaseEvent).filter_by(what="opened").count() == 1
    with psycopg.connect(referral_urls.admin) as admin:
        assert admin.execute("SELECT count(*) FROM referral.audit_events WHERE what = 'case_read'").fetchone() == (2,)


def test_the_list_is_read_from_its_index(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    """With 20,000 cases: no sort and no sequential scan in the first page."""
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin:
        columns = "code_salt, kind, topic, desk_kind, municipality, language, channel, may_contact, desk_id, content_version, filed_at"
        admin.execute(
            f"INSERT INTO cases (id, reference, idempotency, code, {columns}, status, received_at) "
            "SELECT gen_random_uuid(), 'R-' || n, sha256(n::text::bytea), sha256(n::text::bytea), "
            f"{columns}, 'closed', now() - n * interval '1 minute' FROM cases, generate_series(1, 20000) n"
        )
        admin.commit()
        admin.autocommit = True
        admin.execute("ANALYZE cases")
    who = sessions.who(desk.cookies["desk"])
    rows, total = cases(who)
    assert (len(rows), total, rows[0].reference) == (50, 20_001, reference)
    with psycopg.connect(referral_urls.roles["wegwijzer_desk"]) as connection:
        connection.execute("SELECT set_config('app.desk_id', %s, true)", [str(who.desk_id)])
        plan = connection.execute(
            "EXPLAIN SELECT * FROM cases WHERE desk_id = %s ORDER BY fresh DESC, urgent DESC, received_at DESC, id LIMIT 50", [who.desk_id]
        ).fetchall()
    assert "cases_of_a_desk" in str(plan)
    assert "Seq Scan" not in str(plan)
    assert "Sort" not in str(plan)
