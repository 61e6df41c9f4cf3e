"""The public pages by themselves: they need no database and no session."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from referral.app import create_app
from referral.settings import settings

ORIGIN = "https://wegwijzer.example"
WITH_NUMBERS = {"REFERRAL_WHATSAPP_NUMBER": "+15550100001", "REFERRAL_SMS_NUMBER": "+15550100002"}
Open = Callable[..., TestClient]


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """`open_site(NAME="value")`: a reader of a site with these settings."""
    with pytest.MonkeyPatch.context() as patch:

        def opened(**more: str) -> TestClient:
            environment = {
                "WEGWIJZER_ENV": "test",
                "WEGWIJZER_VAR_DIR": str(tmp_path_factory.getbasetemp() / "var"),
                # nobody listens there: a page that asked the database would fail
                "REFERRAL_DATABASE_URL": "postgresql://127.0.0.1:1/nothing",
                "REFERRAL_DESK_DATABASE_URL": "postgresql://127.0.0.1:1/nothing",
                "REFERRAL_ACTIONS_TOKEN": "actions-token-0123456789",
                "REFERRAL_CHANNELS_TOKEN": "channels-token-0123456789",
                "REFERRAL_LOOKUP_KEY": "ab" * 32,
                "REFERRAL_INTAKE_PRIVATE_KEY": base64.b64encode(b"k" * 32).decode(),
                "CHANNELS_TOKEN": "to-channels-0123456789",
                "REFERRAL_OUTREACH_URL": ORIGIN,
                "REFERRAL_CHAT_URL": f"{ORIGIN}/chat",
                "REFERRAL_WHATSAPP_NUMBER": "",
                "REFERRAL_SMS_NUMBER": "",
            }
            for name, value in (environment | more).items():
                patch.setenv(name, value)
            settings.cache_clear()
            return TestClient(create_app(), base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False)

        yield opened
    settings.cache_clear()


@pytest.fixture(scope="module")
def site(open_site: Open) -> TestClient:
    """A reader of a site that has its numbers."""
    return open_site(**WITH_NUMBERS)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return tmp_path / "pictures"
