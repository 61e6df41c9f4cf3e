"""What every test may use: a real PostgreSQL with the schemas and roles of the house, and a Chromium."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.base import database, embedded, migrate
from tests.bot.fixtures import bot as bot  # one bot for every directory that talks to it
from tests.bot.fixtures import referral as referral
from tests.bot.fixtures import words as words

PASSWORDS = {role: f"test-{role}" for role in database.ROLES}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Admin URL of an embedded PostgreSQL of this test run."""
    with tempfile.TemporaryDirectory(prefix="wegwijzer-pg-") as folder:
        server, url = embedded.start(Path(folder) / "data", "test-admin")
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def house_urls(postgres: str) -> database.Urls:
    """One migrated database for tests that clean up after themselves."""
    urls = database.prepare(postgres, PASSWORDS, "wegwijzer")
    migrate.upgrade_all(urls.admin)
    return urls


@pytest.fixture
def fresh_urls(postgres: str) -> database.Urls:
    """A database of this test's own, prepared but not migrated."""
    return database.prepare(postgres, PASSWORDS, f"t_{secrets.token_hex(4)}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium. In CI its absence is an error; elsewhere these tests are left out."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = subprocess.run(["which", name], capture_output=True, text=True, check=False).stdout.strip()
        if found:
            return found
    if os.environ.get("CI"):
        pytest.fail("no Chromium found, and CI must run the browser tests: apt install chromium")
    pytest.skip("no Chromium on this machine")
