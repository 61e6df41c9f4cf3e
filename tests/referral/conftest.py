"""The referral room on a real PostgreSQL, with two desks in two cities and a national one: Rotterdam, Venlo, landelijk."""

import base64
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from nacl.public import PrivateKey

from deploy.base import database, migrate
from referral import database as tables
from referral import demo
from referral.app import create_app
from referral.forward import keys
from referral.forward.keys import OwnKey
from referral.settings import settings
from tests.conftest import PASSWORDS

ACTIONS, CHANNELS = "actions-token-0123456789", "channels-token-0123456789"
PASSWORD = "a-password-of-my-own"


@pytest.fixture(scope="session")
def referral_urls(postgres: str) -> database.Urls:
    urls = database.prepare(postgres, PASSWORDS, "referral_room")
    migrate.upgrade("referral", urls.admin)
    return urls


@pytest.fixture
def room(referral_urls: database.Urls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    """A client without a session; the database is emptied before."""
    import psycopg

    with psycopg.connect(referral_urls.admin, autocommit=True) as admin:
        admin.execute("SET search_path TO referral")
        admin.execute(
            "TRUNCATE cases, case_messages, case_events, case_subjects, labels, worker_keys, past_keys, recovery_codes, webhooks,"
            " api_tokens,"
            " audit_events, sessions, memberships, staff, routes, desks, code_tries, outreach_days, remarks,"
            " procrastinate_jobs, partners, signing_keys, packages, transfers CASCADE"
        )
    environment = {
        "WEGWIJZER_ENV": "test",
        "WEGWIJZER_VAR_DIR": str(tmp_path),
        "REFERRAL_DATABASE_URL": referral_urls.roles["wegwijzer_referral"],
        "REFERRAL_DESK_DATABASE_URL": referral_urls.roles["wegwijzer_desk"],
        "REFERRAL_ACTIONS_TOKEN": ACTIONS,
        "REFERRAL_CHANNELS_TOKEN": CHANNELS,
        "REFERRAL_LOOKUP_KEY": "ab" * 32,
        "REFERRAL_INTAKE_PRIVATE_KEY": base64.b64encode(bytes(PrivateKey.generate())).decode(),
        "CHANNELS_TOKEN": "to-channels-0123456789",
        # the lowest cost that settings allow: hundreds of log-ins in a test run
        "REFERRAL_ARGON2_MEMORY_KIB": "8192",
        "REFERRAL_ARGON2_PASSWORD_PASSES": "1",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    tables.forget_engines()
    with TestClient(create_app(), raise_server_exceptions=False) as client:
        yield client
    settings.cache_clear()
    tables.forget_engines()


@pytest.fixture
def one_time(room: TestClient) -> dict[str, str]:
    """E-mail address → one-time password of the demo staff."""
    return {str(row["email"]): str(row["password"]) for row in demo.ensure_demo()}


@pytest.fixture
def own(room: TestClient) -> OwnKey:
    """The key of a worker that runs."""
    return keys.announce()


Officer = Callable[[str], TestClient]


@pytest.fixture
def officer(room: TestClient, one_time: dict[str, str]) -> Officer:
    """`officer("venlo")` is signed in with a password of her own."""

    def sign_in(city: str) -> TestClient:
        client, email = TestClient(room.app, raise_server_exceptions=False, follow_redirects=True), f"{city}@demo.example"
        log_in(client, email, one_time[email])
        page = client.get("/password").text
        form = {"csrf": csrf(page), "old": one_time[email], "new": PASSWORD, "again": PASSWORD}
        client.post("/password", data=form)
        return client

    return sign_in


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page[:500]
    return found.group(1)


def log_in(client: TestClient, email: str, password: str) -> Response:
    form = {"csrf": csrf(client.get("/log-in").text), "email": email, "password": password}
    return client.post("/log-in", data=form)


def new_code() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(16))


def file_case(room: TestClient, **changes: object) -> tuple[str, str]:
    """(reference, code)."""
    code = new_code()
    body = {
        "kind": "report", "code": code, "topic": "unpaid_wages", "desk_kind": "work_rights", "municipality": "0599", "language": "pl",
        "text": "Szef nie płaci.", "may_contact": False, "channel": "whatsapp", "filed_at": "2026-11-24T10:00:00Z", "content_version": "x",
    } | changes  # fmt: skip
    headers = {"Authorization": f"Bearer {ACTIONS}", "Idempotency-Key": secrets.token_hex(16)}
    response = room.post("/api/cases", json=body, headers=headers)
    assert response.status_code == 201, response.text
    return response.json()["case"], str(body["code"])
