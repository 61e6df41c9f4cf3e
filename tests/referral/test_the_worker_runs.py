"""`python -m referral.worker` as a process: it offers its key, carries an answer, and takes its key away when it stops."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from deploy.launch.house import ROOT
from referral.database import WorkerKey, intake
from tests.referral.conftest import Officer
from tests.referral.test_cases_are_worked_on import case_with_contact, channels, post

SECONDS = 60.0


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.2)


def keys() -> int:
    with intake() as session:
        return session.query(WorkerKey).count()


def test_a_real_worker_carries_an_answer_and_leaves_no_key_behind(
    room: TestClient, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, _ = case_with_contact(room)
    desk = officer("rotterdam")
    post(desk, reference, "answer", text="Geschreven voordat er een worker was.", language="nl")
    with channels(monkeypatch) as got:
        worker = subprocess.Popen([sys.executable, "-m", "referral.worker"], cwd=ROOT, env=os.environ | {"WEGWIJZER_LOG_LEVEL": "WARNING"})
        try:
            wait_for(lambda: keys() == 1)
            post(desk, reference, "answer", text="Kom morgen langs.", language="nl")
            desk.get("/")
            wait_for(lambda: len(got) == 2)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(SECONDS) == 0
        finally:
            worker.kill()
            worker.wait()
    assert {"Geschreven voordat" in body["text"] for body in got} == {True, False}
    assert keys() == 0
