"""`make run` from the outside: what it refuses, and that a second start needs neither a network nor training."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = 180.0


def test_the_demo_does_not_start_in_production() -> None:
    env = os.environ | {"WEGWIJZER_ENV": "production"}
    done = subprocess.run(
        [sys.executable, "-m", "deploy.launch"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "production" in done.stdout
    assert "Web chat" not in done.stdout


@pytest.mark.house
@pytest.mark.rasa
def test_a_start_without_a_network_trains_nothing_and_one_ctrl_c_stops_everything(tmp_path: Path) -> None:
    # root can give the launcher a network of its own that has only a loopback; elsewhere dead proxies stand in
    alone = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"] if _may_unshare() else []
    dead = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    env = os.environ | {"WEGWIJZER_VAR_DIR": str(tmp_path / "var")} | ({} if alone else dead)
    log = tmp_path / "run.log"
    with log.open("w") as out:
        command = [*alone, sys.executable, "-m", "deploy.launch"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True)
        try:
            end = time.monotonic() + START
            while "Web chat" not in log.read_text() and process.poll() is None and time.monotonic() < end:
                time.sleep(0.5)
            said = log.read_text()
            assert "Web chat" in said, said[-2000:]
            assert "training on" not in said
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait(60)
    assert "everything is stopped" in log.read_text()
    left = subprocess.run(["pgrep", "-f", str(tmp_path / "var")], capture_output=True, text=True, check=False).stdout.split()
    assert left == []


def _may_unshare() -> bool:
    if os.geteuid() or not (shutil.which("unshare") and shutil.which("ip")):
        return False
    return subprocess.run(["unshare", "--net", "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode == 0
