"""The bot lives in an environment of its own (Python 3.10); its unit tests run there and count here."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "bot/.venv/bin/python"
INSIDE = {"conversation": ("tests/bot/inside", "inside_*.py"), "understanding": ("tests/nlu", "test_understanding_*.py")}


@pytest.mark.parametrize("part", INSIDE)
def test_the_bot_in_its_own_environment(part: str) -> None:
    if not PYTHON.exists():
        pytest.fail("the bot's environment is not installed: uv --directory bot sync")
    folder, pattern = INSIDE[part]
    files = sorted(str(path) for path in (ROOT / folder).glob(pattern))
    assert files
    options = ["-q", "--noconftest", "-c", str(ROOT / folder / "pytest.ini"), "-p", "no:cacheprovider"]
    done = subprocess.run(
        [str(PYTHON), "-m", "pytest", *options, *files], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
