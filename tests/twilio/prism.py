"""Prism in front of the Twilio double, in proxy mode: every request and every answer is held against Twilio's own description.

if not (why := prism.missing()):
    with Prism("http://127.0.0.1:9010") as front:      # what breaks the description, either way, is answered with an error
        env["TWILIO_API_BASE"] = front.url
"""

import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import httpx

HERE = Path(__file__).parent
COMMAND = HERE / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
READY_SECONDS = 60.0
# Twilio describes no failure in OpenAPI; this is https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
FAILURE = {
    "description": "What went wrong",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["code", "message", "status"],
                "properties": {"code": {"type": "integer"}, "message": {"type": "string"}, "status": {"type": "integer"}},
            }
        }
    },
}


def missing() -> str:
    """Empty when Prism can be started; else what to do."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if COMMAND.exists() else "npm has not installed Prism (make prism)"


def description() -> dict[str, Any]:
    """Both of Twilio's files as one; failures are added, and nothing else."""
    parts = [json.loads((HERE / name).read_text()) for name in ("messages.json", "contents.json")]
    whole: dict[str, Any] = parts[0] | {"paths": {}, "components": {}}
    for part in parts:
        whole["paths"] |= part["paths"]
        for kind, entries in part["components"].items():
            whole["components"].setdefault(kind, {}).update(entries)
    for path in whole["paths"].values():
        for method in path.keys() & {"get", "post", "put", "delete"}:
            path[method]["responses"]["default"] = FAILURE
            path[method].setdefault("security", [{"accountSid_authToken": []}])
    return whole


class Prism:
    """`url` once it is started; `refused`: what it did not let through so far, as method and kind (UNPROCESSABLE_ENTITY: a request of
    ours, VIOLATIONS: an answer of the double's)."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._folder = tempfile.TemporaryDirectory(prefix="wegwijzer-prism-")
        self.url = ""

    def __enter__(self) -> Self:
        folder = Path(self._folder.name)
        (folder / "twilio.json").write_text(json.dumps(description()))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            "node",
            str(COMMAND),
            "proxy",
            str(folder / "twilio.json"),
            self._upstream,
            "--errors",
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
        ]
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        self.url = f"http://127.0.0.1:{port}"
        end = time.monotonic() + READY_SECONDS
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > end:
                said = self._log()[-500:]
                self.__exit__()
                raise RuntimeError(f"Prism did not start: {said}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    @property
    def refused(self) -> list[tuple[str, str]]:
        return re.findall(r"\[HTTP SERVER\] (\w+) /\S+ .*terminated with error: \S+#(\w+)", self._log())

    def _log(self) -> str:
        return re.sub(r"\x1b\[[0-9;]*m", "", (Path(self._folder.name) / "log").read_text())

    def _listens(self) -> bool:
        try:
            httpx.get(self.url, timeout=1.0)
        except httpx.HTTPError:
            return False
        return True
