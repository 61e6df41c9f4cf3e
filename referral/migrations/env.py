"""Alembic runs this; the work is done in deploy.base.migrate."""

from deploy.base.migrate import run_env

run_env()
