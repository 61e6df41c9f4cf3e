"""Alembic's entry: everything is done by deploy.base.migrate."""

from deploy.base.migrate import run_env

run_env()
