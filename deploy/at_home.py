"""For commands beside a demo house: the environment of a room, from outside or from what `make run` keeps under `var/`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.base import database, embedded
from deploy.launch.environment import Plan, Ports, environments
from deploy.launch.house import ROOT
from deploy.launch.secrets import load_or_make


@contextmanager
def environment_of(room: str, needs: str) -> Iterator[dict[str, str]]:
    """Variables of `room`; when `needs` is not set, those of the demo house. Raises FileNotFoundError when there is none."""
    if os.environ.get(needs):
        yield {}
        return
    var = Path(os.environ.get("WEGWIJZER_VAR_DIR", ROOT / "var"))
    if not (var / "secrets.json").exists():
        raise FileNotFoundError(f"{needs} is not set, and there is no demo house in {var}: `make run` makes one")
    secrets = load_or_make(var / "secrets.json")
    server, admin = embedded.start(var / "postgres", secrets["POSTGRES_PASSWORD"])  # joins the one that runs
    try:
        urls = database.prepare(admin, {role: secrets[f"ROLE_{role}"] for role in database.ROLES})
        yield environments(Plan(ROOT, var, "demo", Ports(), urls, secrets))[room]
    finally:
        server.cleanup()
