"""Spectral, which holds our OpenAPI description to the API Design Rules of the Dutch government."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COMMAND = HERE.parents[1] / "twilio" / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
SECONDS = 120.0
SEVERITIES = ("error", "warning", "info", "hint")


def missing() -> str:
    """Empty when Spectral can run; else what to do."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if COMMAND.exists() else "npm has not installed Spectral (make prism)"


def lint(description: dict[str, Any], folder: Path, rules: Path = HERE / "rules.yaml") -> list[tuple[str, str, str]]:
    """(severity, rule, where) of everything that it found. Raises CalledProcessError when Spectral itself fails."""
    subject, found = folder / "openapi.json", folder / "found.json"
    subject.write_text(json.dumps(description))
    command = ["node", str(COMMAND), "lint", str(subject), "-r", str(rules), "-f", "json", "-o", str(found), "--quiet", "-F", "error"]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode not in (0, 1):  # 1: it found errors
        raise subprocess.CalledProcessError(done.returncode, command[:3], done.stdout, done.stderr)
    return [(SEVERITIES[one["severity"]], one["code"], ".".join(map(str, one["path"]))) for one in json.loads(found.read_text())]
