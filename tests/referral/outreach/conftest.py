"""A desk with links."""

import uuid

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from referral.database import Desk, intake


@pytest.fixture
def desks(room: TestClient, one_time: dict[str, str]) -> dict[str, uuid.UUID]:
    """`desks["venlo"]`: the id of a desk of the cast."""
    with intake() as session:
        return {name.split()[-1].lower(): key for key, name in session.execute(select(Desk.id, Desk.name))}
