"""Alembic for the rooms: each room has its own migrations folder, schema and version table; all are run by the admin role."""

import os
from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.config import Config
from sqlalchemy import create_engine, pool, text

from deploy.base.database import SCHEMAS, sqlalchemy_url

ROOT = Path(__file__).resolve().parents[2]


def config(room: str, admin_url: str) -> Config:
    """Alembic's configuration for one room; `admin_url` names the database and the owning role."""
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / room / "migrations"))
    settings.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(slug)s")
    settings.attributes["room"] = room
    settings.attributes["url"] = admin_url
    return settings


def upgrade(room: str, admin_url: str, revision: str = "head") -> None:
    command.upgrade(config(room, admin_url), revision)


def downgrade(room: str, admin_url: str, revision: str = "base") -> None:
    command.downgrade(config(room, admin_url), revision)


def upgrade_all(admin_url: str) -> None:
    """Bring every room to its newest revision."""
    for room in SCHEMAS:
        if (ROOT / room / "migrations").is_dir():
            upgrade(room, admin_url)


def run_env(metadata: Any = None) -> None:
    """What every room's `migrations/env.py` calls: run in one transaction, inside the room's schema."""
    room = context.config.attributes["room"]
    given = context.config.attributes.get("connection")  # pytest-alembic hands in its own
    if given is not None:
        _run(given, room, metadata)
        return
    url = context.config.attributes.get("url") or os.environ["WEGWIJZER_ADMIN_DATABASE_URL"]
    with create_engine(sqlalchemy_url(url), poolclass=pool.NullPool).begin() as connection:
        _run(connection, room, metadata)


def _run(connection: Any, room: str, metadata: Any) -> None:
    connection.execute(text(f'SET search_path TO "{room}"'))
    connection.execute(text("SET lock_timeout TO '10s'"))
    context.configure(connection=connection, target_metadata=metadata, version_table_schema=room, include_schemas=False)
    with context.begin_transaction():
        context.run_migrations()
