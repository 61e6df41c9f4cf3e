"""A desk sees its own cases and nothing of another's, also by direct SQL; what is sealed stays sealed."""

import base64
import itertools
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from fastapi.testclient import TestClient
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox

from deploy.base import database
from referral.retention.service import erase_old
from referral.settings import settings
from tests.referral.conftest import Officer, csrf, file_case, log_in

CANARY = "KANARIOVKA heeft het gezien"


def everything(urls: database.Urls) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the schema."""
    with psycopg.connect(urls.admin) as admin:
        names = [r[0] for r in admin.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'referral'")]
        return {
            name: admin.execute(psycopg.sql.SQL("SELECT * FROM referral.{}").format(psycopg.sql.Identifier(name))).fetchall()
            for name in names
        }


def test_the_other_desk_sees_nothing_and_gets_404(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room, municipality="0599")
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    assert reference in rotterdam.get("/").text
    assert reference not in venlo.get("/").text
    assert venlo.get(f"/cases/{reference}").status_code == 404
    token = csrf(venlo.get("/").text)
    for action, data in (
        ("answer", {"text": "x"}),
        ("status", {"status": "closed"}),
        ("note", {"text": "x"}),
        ("hand-over", {"desk": "x"}),
    ):
        assert venlo.post(f"/cases/{reference}/{action}", data=data | {"csrf": token}).status_code == 404


def test_the_desk_role_sees_no_row_without_naming_its_desk(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    file_case(room)
    with psycopg.connect(referral_urls.roles["wegwijzer_desk"]) as desk:
        assert desk.execute("SELECT count(*) FROM cases").fetchone() == (0,)
        venlo = desk.execute("SELECT id FROM desks WHERE municipality = '0983'").fetchone()
        assert venlo is not None
        desk.execute("SELECT set_config('app.desk_id', %s, true)", [str(venlo[0])])
        for table in ("cases", "case_messages", "case_events"):
            assert desk.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(table))).fetchone() == (0,)


@pytest.mark.parametrize("table", ["staff", "sessions", "memberships", "code_tries", "routes"])
def test_the_desk_role_cannot_read_what_it_does_not_need(
    room: TestClient, one_time: dict[str, str], referral_urls: database.Urls, table: str
) -> None:
    with psycopg.connect(referral_urls.roles["wegwijzer_desk"]) as desk, pytest.raises(psycopg.errors.InsufficientPrivilege):
        desk.execute(psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(table)))


def test_the_history_of_a_case_cannot_be_changed(room: TestClient, officer: Officer, referral_urls: database.Urls) -> None:
    file_case(room)
    for statement in ("UPDATE case_events SET what = 'x'", "DELETE FROM case_events"):
        for role in ("wegwijzer_referral", "wegwijzer_desk"):
            with psycopg.connect(referral_urls.roles[role]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        with psycopg.connect(referral_urls.admin, options="-csearch_path=referral") as admin, pytest.raises(psycopg.errors.RaiseException):
            admin.execute(statement)


def test_database_and_configuration_without_a_password_open_nothing(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    reference, _ = file_case(room, text=CANARY)
    desk = officer("rotterdam")
    page = desk.get(f"/cases/{reference}").text
    assert CANARY in page
    desk.post(f"/cases/{reference}/answer", data={"csrf": csrf(page), "text": f"antwoord {CANARY}", "language": "nl"})
    rows = everything(referral_urls)
    cells = [cell for table in rows.values() for row in table for cell in row]
    assert not any(CANARY in str(cell) or (isinstance(cell, bytes) and CANARY.encode() in cell) for cell in cells)
    blobs = [bytes(cell) for cell in cells if isinstance(cell, bytes | memoryview)]
    known = [settings().lookup_key, settings().intake_private, base64.b64decode(settings().referral_intake_private_key)]
    keys = {k[:32] for k in [*known, *(b for b in blobs if len(b) == 32)] if len(k) >= 32}
    opened = []
    for key, blob in itertools.product(keys, blobs):
        for box in (SecretBox(key), SealedBox(PrivateKey(key))):
            try:
                opened.append(box.decrypt(blob))
            except (CryptoError, ValueError):
                continue
    assert opened == []


def test_a_handed_over_case_is_the_receivers_and_no_longer_the_senders(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room, text=CANARY)
    rotterdam, venlo = officer("rotterdam"), officer("venlo")
    page = rotterdam.get(f"/cases/{reference}").text
    receiver = next(part.split('"')[0] for part in page.split('<option value="') if "Demo-loket Venlo" in part)
    rotterdam.post(f"/cases/{reference}/hand-over", data={"csrf": csrf(page), "desk": receiver})
    assert rotterdam.get(f"/cases/{reference}").status_code == 404
    seen = venlo.get(f"/cases/{reference}").text
    assert CANARY in seen
    assert "Demo-loket Venlo" in seen


def test_a_form_from_another_session_is_refused(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    assert desk.post(f"/cases/{reference}/status", data={"csrf": "forged", "status": "closed"}).status_code == 403
    assert desk.post(f"/cases/{reference}/status", data={"status": "closed"}).status_code == 422


def test_a_one_time_password_opens_only_the_page_to_change_it(room: TestClient, one_time: dict[str, str]) -> None:
    client = TestClient(room.app, follow_redirects=True)
    log_in(client, "venlo@demo.example", one_time["venlo@demo.example"])
    assert str(client.get("/").url).endswith("/password")


def test_wrong_passwords_make_the_next_try_wait_even_with_the_right_one(room: TestClient, one_time: dict[str, str]) -> None:
    client, email = TestClient(room.app, follow_redirects=False), "venlo@demo.example"
    for _ in range(5):
        assert log_in(client, email, "wrong-password").status_code == 401
    assert log_in(client, email, one_time[email]).status_code == 401
    assert log_in(client, "nobody@demo.example", "wrong-password").status_code == 401


def test_without_a_session_every_page_leads_to_the_log_in(room: TestClient) -> None:
    for path in ("/", "/cases/R-AAAAAA", "/password"):
        response = room.get(path, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/log-in")
        assert response.headers["cache-control"] == "no-store"


def test_closed_cases_are_erased_after_ninety_days_and_leave_a_tombstone(
    room: TestClient, officer: Officer, referral_urls: database.Urls
) -> None:
    reference, _ = file_case(room)
    desk = officer("rotterdam")
    desk.post(f"/cases/{reference}/status", data={"csrf": csrf(desk.get("/").text), "status": "closed"})
    assert erase_old(datetime.now(UTC) + timedelta(days=89)) == 0
    assert erase_old(datetime.now(UTC) + timedelta(days=91)) == 1
    with psycopg.connect(referral_urls.admin) as admin:
        row = admin.execute(
            "SELECT kind, status, sealed_text, desk_key, worker_key FROM referral.cases WHERE reference = %s", [reference]
        ).fetchone()
    assert row == ("report", "closed", None, None, None)
