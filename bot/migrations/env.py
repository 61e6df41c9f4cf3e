"""Alembic's entry for this room; the work is done by deploy.base.migrate."""

from deploy.base.migrate import run_env

run_env()
