"""Asks the referral room for its demo desks; the answer is one JSON line for each staff member."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def make_demo_desks(env: dict[str, str], root: Path) -> list[dict[str, Any]]:
    """Idempotent. Raises RuntimeError with the room's own words when it fails."""
    result = subprocess.run([sys.executable, "-m", "referral.demo"], cwd=root, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"making the demo desks failed:\n{result.stderr[-2000:]}")
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
