"""The bot lives in an environment of its own (Python 3.10); its tests run there and count here."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "bot/.venv/bin/python"


def test_understanding_in_the_bots_own_environment() -> None:
    if not PYTHON.exists():
        pytest.skip("the bot's environment is not installed: uv --directory bot sync")
    files = sorted(str(p) for p in Path(__file__).parent.glob("test_understanding_*.py"))
    command = [
        str(PYTHON),
        "-m",
        "pytest",
        "-q",
        "--noconftest",
        "-c",
        str(ROOT / "tests/nlu/pytest.ini"),
        "-p",
        "no:cacheprovider",
        *files,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
