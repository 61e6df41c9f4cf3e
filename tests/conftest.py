"""What every test may use: a real PostgreSQL, with the schemas and roles of the house."""

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.base import database, embedded, migrate

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
