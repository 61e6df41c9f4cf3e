"""The action server's own rooms: a referral service in memory, a spool in a temporary folder."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from nacl.public import PrivateKey

from actions import filing, referral_client
from actions import settings as settings_module
from actions.view import View


@dataclass
class Referral:
    """Answers as docs/contracts.md says; `status` other than 0 makes every answer that one."""

    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    status: int = 0
    refuses: dict[str, int] = field(default_factory=dict)  # path → status of that answer only
    looks: dict[str, Any] = field(default_factory=dict)  # what the lookup says otherwise
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    retry_after: int = 125

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.status == -1:
            raise httpx.ConnectError("refused")
        if self.status:
            return httpx.Response(self.status, json={"retry_after": self.retry_after})
        body = json.loads(request.content) if request.content else {}
        path = request.url.path
        self.got.append((path, body))
        if path in self.refuses:
            return httpx.Response(self.refuses[path])
        if path == "/api/desks":
            return httpx.Response(200, json={"desk": "Desk Rotterdam", "national": False})
        if path == "/api/cases":
            self.keys.append(request.headers["idempotency-key"])
            self.cases[body["code"]] = body
            return httpx.Response(201, json={"case": "R-7K2M9", "desk": "Desk Rotterdam", "national": body["municipality"] is None})
        if path == "/api/cases/lookup":
            case = self.cases.get(body["code"])
            if case is None:
                return httpx.Response(404)
            said = [{"from": "desk", "text": "We are looking into it", "language": "en", "at": "2026-11-24T12:00:00Z"}]
            found = {"case": "R-7K2M9", "kind": case["kind"], "status": "in_progress", "desk": "Desk Rotterdam"}
            return httpx.Response(200, json={**found, "filed_at": case["filed_at"], "messages": said, **self.looks})
        return httpx.Response(200, content=b"null")  # as FastAPI says nothing


@pytest.fixture
def intake_key() -> PrivateKey:
    return PrivateKey.generate()


@pytest.fixture
def referral(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, intake_key: PrivateKey) -> Referral:
    """The service, with settings and caches of this room pointing at it."""
    double = Referral()
    values = {
        "REFERRAL_URL": "http://referral.test",
        "REFERRAL_ACTIONS_TOKEN": "token",
        "ACTIONS_CODE_KEY": "ab" * 32,
        "ACTIONS_SPOOL_DIR": str(tmp_path / "spool"),
        "REFERRAL_INTAKE_PUBLIC_KEY": base64.b64encode(bytes(intake_key.public_key)).decode(),
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings_module.settings.cache_clear()
    filing.spool.cache_clear()
    client = referral_client.ReferralClient("http://referral.test", "token", httpx.MockTransport(double))
    monkeypatch.setattr(referral_client, "client", lambda: client)
    return double


@pytest.fixture
def says() -> Callable[..., View]:
    """A message of a worker in a conversation with these slots."""

    def make(text: str = "", *, intent: str = "", confidence: float = 0.5, kind: str = "text", value: str = "", **slots: Any) -> View:
        entities = {"value": value} if value else {}
        if value:
            kind, intent = "choice", intent or "choose"
        return View(text, intent, confidence, kind, entities, {"language": "en", "channel": "whatsapp", **slots}, "w-1")

    return make
