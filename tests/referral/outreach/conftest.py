"""A desk with links."""

import threading
import time
import uuid
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import select

from deploy.launch.house import free_port
from referral.database import Desk, intake


@pytest.fixture
def desks(room: TestClient, one_time: dict[str, str]) -> dict[str, uuid.UUID]:
    """`desks["venlo"]`: the id of a desk of the cast."""
    with intake() as session:
        return {name.split()[-1].lower(): key for key, name in session.execute(select(Desk.id, Desk.name))}


@pytest.fixture
def referral_address(room: TestClient) -> Iterator[str]:
    """The same application over real HTTP."""
    server = uvicorn.Server(uvicorn.Config(room.app, port=(port := free_port()), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
