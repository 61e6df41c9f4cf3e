"""A desk sees its own cases and nothing of another's, also by direct SQL; what is sealed stays sealed."""

import base64
import itertools
import json
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox

from deploy.base import database
from referral.database import AuditEvent, Case, Desk, intake
from referral.forward.keys import announce
from referral.retention.service import erase_old
from referral.settings import settings
from tests.referral.conftest import ACTIONS, Officer, csrf, file_case
from tests.referral.test_cases_are_worked_on import case_with_contact

CANARY = "KANARIOVKA heeft het gezien"


def everything(urls: database.Urls) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the schema."""
    with psycopg.connect(urls.admin) as admin:
        names = [r[0] for r in admin.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'referral'")]
        return {
            name: admin.execute(psycopg.sql.SQL("SELECT * FROM referral.{}").format(psycopg.sql.Identifier(name))).fetchall()
            for name in names
        }


def desk_id(name: str) -> uuid.UUID:
    with intake() as session:
        return session.query(Desk).filter_by(name=name).one().id


def only_case() -> uuid.UUID:
    with intake() as session:
        return session.query(Case).one().id


def test_the_other_desk_sees_nothing_and_gets_404(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room, municipality="0599")
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    assert reference in rotterdam.get("/").text
    assert reference not in venlo.get("/").text
    assert venlo.get(f"/cases/{reference}").status_code == 404
    token = csrf(venlo.get("/").text)
    assert venlo.get("/cases/R-%00%27").status_code == 404
    for action, data in (
        ("answer", {"text": "x"}),
        ("status", {"status": "closed", "outcome": "solved"}),
        ("note", {"text": "x"}),
        ("hand-over", {"desk": "x"}),
        ("assign", {"person": ""}),
        ("urgent", {"urgent": "true"}),
        ("labels", {}),
        ("about", {"name": "Jansen BV"}),
    ):
        assert venlo.post(f"/cases/{reference}/{action}", data=data | {"csrf": token}).status_code == 404
    with intake() as session:
        refused = [line.desk_id for line in session.query(AuditEvent).filter_by(what="case_refused", reference=reference)]
    assert refused == [desk_id("Demo-loket Venlo")] * 9


def test_the_desk_role_sees_no_row_without_naming_its_desk(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    reference, _ = file_case(room)
    rotterdam = officer("rotterdam")
    token = csrf(rotterdam.get("/").text)
    rotterdam.post("/labels", data={"csrf": token, "name": "loon"})
    assert rotterdam.post(f"/cases/{reference}/about", data={"csrf": token, "name": "Jansen BV"}).status_code == 200
    with psycopg.connect(referral_urls.roles["wegwijzer_desk"]) as desk:
        assert desk.execute("SELECT count(*) FROM cases").fetchone() == (0,)
        venlo = desk.execute("SELECT id FROM desks WHERE municipality = '0983'").fetchone()
        assert venlo is not None
        desk.execute("SELECT set_config('app.desk_id', %s, true)", [str(venlo[0])])
        receiver, case = venlo[0], only_case()
        taken = desk.execute("SELECT hand_over(%s, %s, 1, %s, NULL)", [case, receiver, b"x" * 80]).fetchone()
        assert taken == (None,)
        desk.execute("UPDATE cases SET status = 'closed'")
        for table in ("cases", "case_messages", "case_events", "case_subjects", "labels"):
            assert desk.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(table))).fetchone() == (0,)


NOT_NEEDED = (
    "staff", "sessions", "memberships", "code_tries", "routes", "audit_events", "procrastinate_jobs", "past_keys", "recovery_codes",
    "webhooks", "api_tokens", "open_klant",
)  # fmt: skip


@pytest.mark.parametrize("table", NOT_NEEDED)
def test_the_desk_role_cannot_read_what_it_does_not_need(
    room: TestClient, one_time: dict[str, str], referral_urls: database.Urls, table: str
) -> None:
    with psycopg.connect(referral_urls.roles["wegwijzer_desk"]) as desk, pytest.raises(psycopg.errors.InsufficientPrivilege):
        desk.execute(psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(table)))


def test_the_history_of_a_case_cannot_be_changed(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    reference, _ = file_case(room)
    officer("rotterdam").get(f"/cases/{reference}")
    statements = [f"UPDATE {t} SET what = 'x'" for t in ("case_events", "audit_events")]
    for statement in [*statements, "DELETE FROM case_events", "DELETE FROM audit_events"]:
        for role in ("wegwijzer_referral", "wegwijzer_desk"):
            with psycopg.connect(referral_urls.roles[role]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin, pytest.raises(psycopg.errors.RaiseException):
            admin.execute(statement)


def strings(cell: object) -> Iterator[str]:
    """Every string inside a cell, also within JSON."""
    if isinstance(cell, str):
        yield cell
    elif isinstance(cell, dict):
        yield from (text for value in cell.values() for text in strings(value))
    elif isinstance(cell, list):
        yield from (text for value in cell for text in strings(value))


def as_bytes(text: str) -> Iterator[bytes]:
    """What a string could hide: base64, hex."""
    for decode in (base64.b64decode, bytes.fromhex):
        with suppress(ValueError):
            yield decode(text)


def opened_by_the_operator(urls: database.Urls, *more: bytes) -> list[bytes]:
    """What opens with every key that lies in the settings and in the database. `more`: keys for proving that this search can find."""
    cells = [cell for table in everything(urls).values() for row in table for cell in row]
    assert not any(CANARY in str(cell) or (isinstance(cell, bytes) and CANARY.encode() in cell) for cell in cells)
    found = [bytes(cell) for cell in cells if isinstance(cell, bytes | memoryview)]
    found += [hidden for cell in cells for text in strings(cell) for hidden in as_bytes(text)]
    secrets = [value for value in settings().model_dump().values() if isinstance(value, str)]
    known = [settings().lookup_key, settings().intake_private, *(hidden for text in secrets for hidden in as_bytes(text)), *more]
    keys = {k[:32] for k in [*known, *(b for b in found if len(b) == 32)] if len(k) >= 32}
    opened = []
    for key, blob in itertools.product(keys, set(found)):
        for box in (SecretBox(key), SealedBox(PrivateKey(key))):
            with suppress(CryptoError, ValueError):
                opened.append(box.decrypt(blob))
    return opened


def test_database_and_configuration_without_a_password_open_nothing(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    reference, _ = file_case(room, text=CANARY)
    desk = officer("rotterdam")
    page = desk.get(f"/cases/{reference}").text
    assert CANARY in page
    desk.post(f"/cases/{reference}/answer", data={"csrf": csrf(page), "text": f"antwoord {CANARY}", "language": "nl"})
    desk.post(f"/cases/{reference}/about", data={"csrf": csrf(page), "name": CANARY})
    desk.post(f"/cases/{reference}/note", data={"csrf": csrf(page), "text": CANARY})
    assert opened_by_the_operator(referral_urls) == []


@pytest.mark.parametrize("worker_runs", [True, False])
def test_an_answer_that_waits_for_the_phone_opens_with_nothing_that_is_stored(
    room: TestClient, officer: Officer, referral_urls: database.Urls, worker_runs: bool
) -> None:
    own = announce() if worker_runs else None
    reference, _ = case_with_contact(room, text=CANARY)
    desk = officer("rotterdam")
    token = csrf(desk.get(f"/cases/{reference}").text)
    desk.post(f"/cases/{reference}/answer", data={"csrf": token, "text": f"antwoord {CANARY}", "language": "nl"})
    with psycopg.connect(referral_urls.admin) as admin:
        jobs = admin.execute("SELECT count(*) FROM referral.procrastinate_jobs WHERE task_name = 'forward:answer'").fetchone()
    assert jobs == (int(worker_runs),)
    assert opened_by_the_operator(referral_urls) == []
    if own:  # the same search with the key of the worker's memory finds it, so it looks in the right places
        assert any(CANARY in json.loads(plain).get("text", "") for plain in opened_by_the_operator(referral_urls, own.private))


def test_a_form_from_another_session_is_refused(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    assert desk.post(f"/cases/{reference}/status", data={"csrf": "forged", "status": "closed", "outcome": "solved"}).status_code == 403
    assert desk.post(f"/cases/{reference}/status", data={"status": "closed", "outcome": "solved"}).status_code == 422


def test_closed_cases_are_erased_after_ninety_days_and_leave_a_tombstone(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    desk.post(f"/cases/{reference}/status", data={"csrf": csrf(desk.get("/").text), "status": "closed", "outcome": "solved"})
    assert erase_old(datetime.now(UTC) + timedelta(days=89)) == 0
    assert erase_old(datetime.now(UTC) + timedelta(days=91)) == 1
    with psycopg.connect(referral_urls.admin) as admin:
        row = admin.execute(
            "SELECT kind, status, sealed_text, desk_key, worker_key FROM referral.cases WHERE reference = %s", [reference]
        ).fetchone()
    assert row == ("report", "closed", None, None, None)


def test_a_withdrawn_case_is_a_tombstone_after_seven_days_and_open_cases_stay(room: TestClient, officer: Officer) -> None:
    kept, _ = file_case(room)
    withdrawn, code = file_case(room)
    asked = {"code": code, "origin": "origin-of-this-conversation"}
    assert room.post("/api/cases/withdraw", json=asked, headers={"Authorization": f"Bearer {ACTIONS}"}).status_code == 200
    assert erase_old(datetime.now(UTC) + timedelta(days=6)) == 0
    assert erase_old(datetime.now(UTC) + timedelta(days=8)) == 1
    assert erase_old(datetime.now(UTC) + timedelta(days=8)) == 0
    desk = officer("rotterdam")
    page = desk.get(f"/cases/{withdrawn}")
    assert page.status_code == 200
    assert "gewist" in page.text
    token = csrf(page.text)
    assert desk.post(f"/cases/{withdrawn}/answer", data={"csrf": token, "text": "x"}).status_code == 409
    assert "Szef nie płaci" in desk.get(f"/cases/{kept}").text
    lookup = room.post("/api/cases/lookup", json=asked, headers={"Authorization": f"Bearer {ACTIONS}"})
    assert lookup.status_code == 404
