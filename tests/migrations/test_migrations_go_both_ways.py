"""Every room's migrations run up, down and up again, one revision at a time, and leave nothing behind."""

import psycopg
import pytest
from alembic.script import ScriptDirectory

from deploy.base import database, migrate

ROOMS = database.SCHEMAS


def tables(url: str, schema: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [schema])
        return {row[0] for row in rows} - {"alembic_version"}


@pytest.mark.parametrize("room", ROOMS)
def test_migrations_run_up_down_and_up_again(room: str, fresh_urls: database.Urls) -> None:
    migrate.upgrade(room, fresh_urls.admin)
    after_first = tables(fresh_urls.admin, room)
    assert after_first, "a room without tables has no migrations to test"
    migrate.downgrade(room, fresh_urls.admin)
    assert tables(fresh_urls.admin, room) == set()
    migrate.upgrade(room, fresh_urls.admin)
    assert tables(fresh_urls.admin, room) == after_first


@pytest.mark.parametrize("room", ROOMS)
def test_each_single_step_can_be_taken_back(room: str, fresh_urls: database.Urls) -> None:
    revisions = [r.revision for r in ScriptDirectory.from_config(migrate.config(room, fresh_urls.admin)).walk_revisions()][::-1]
    for revision in revisions:
        migrate.upgrade(room, fresh_urls.admin, revision)
        migrate.downgrade(room, fresh_urls.admin, "-1")
        migrate.upgrade(room, fresh_urls.admin, revision)
    assert len(revisions) >= 1


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_one_newest_revision(room: str, fresh_urls: database.Urls) -> None:
    assert len(ScriptDirectory.from_config(migrate.config(room, fresh_urls.admin)).get_heads()) == 1
