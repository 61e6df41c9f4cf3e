"""The bot and the action server as processes, with a referral service in this process. For the conversation tests."""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from deploy.launch.house import BOT_PYTHON, ROOT, free_port


@dataclass
class Referral:
    """Answers as docs/contracts.md says; with `fail` every answer is that status."""

    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    filed: list[str] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    fail: int = 0

    def answer(self, path: str, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any] | None]:
        if self.fail:
            return self.fail, {}
        if path == "/api/cases":  # a report or a referral
            self.filed.append(key)
            self.cases.setdefault(body["code"], {**body, "messages": []})
            return 201, {"case": "R-7K2M9", "desk": "Loket", "national": body["municipality"] is None}
        if path == "/api/cases/sealed":
            self.sealed.append(body["sealed"])
            return 201, {}
        if path.startswith("/api/desks"):
            return 200, {"desk": "Loket", "national": False}
        case = self.cases.get(body.get("code", ""))
        if case is None:
            return 404, {}
        if path == "/api/cases/lookup":
            about = {"case": "R-7K2M9", "kind": case["kind"], "status": "new", "desk": "Loket", "filed_at": case["filed_at"]}
            return 200, {**about, "answer_by": None, "late": False, "messages": case["messages"], **case.get("desk", {})}
        if case.get("held") and path == "/api/cases/withdraw":
            return 409, {}
        if path == "/api/cases/messages":
            case["messages"].append({"from": "worker", "text": body["text"], "language": body["language"], "at": "2026-11-24T10:00:00Z"})
        if path == "/api/cases/withdraw":
            del self.cases[body["code"]]
        return 200, None

    def serve(self) -> str:
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers.get("content-length") or 0)
                body = json.loads(self.rfile.read(size)) if size else {}
                status, said = double.answer(self.path, self.headers.get("idempotency-key", ""), body)
                out = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(out)))
                self.end_headers()
                self.wfile.write(out)

            do_GET = do_POST

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"


class Bot:
    """Two processes; `stop` ends both. `log` is everything they wrote."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port, actions = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhooks/wegwijzer"
        self.token, self.state_key = environment["BOT_TOKEN"], environment["BOT_STATE_KEY"]
        quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL_LIBRARIES": "ERROR", "PYTHONPATH": str(ROOT)}
        self._env = os.environ | quiet | environment | {"ACTIONS_URL": f"http://127.0.0.1:{actions}", "ACTIONS_PORT": str(actions)}
        self._log = folder / "log"
        rasa = [str(BOT_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(self.port), "--endpoints", "endpoints.yml"]
        rasa += ["--credentials", "credentials.yml", "-m", str(ROOT / "bot/.build/models")]
        self.actions = self._start([sys.executable, "-m", "actions"], ROOT)
        self.rasa = self._start(rasa, ROOT / "bot")
        self.http = httpx.Client(timeout=20, headers={"Authorization": f"Bearer {self.token}"})

    def _start(self, command: list[str], cwd: Path) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(command, cwd=cwd, env=self._env, stdout=log, stderr=subprocess.STDOUT)

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def wait(self, seconds: float = 180) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.rasa.poll() is None:
            try:
                if self.http.get(f"{self.url}/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.5)
        raise RuntimeError(f"the bot did not become ready:\n{self.log[-3000:]}")

    def post(self, body: dict[str, Any], **more: Any) -> httpx.Response:
        return self.http.post(f"{self.url}/turn", json=body, **more)

    def stop(self) -> None:
        for process in (self.rasa, self.actions):
            process.terminate()
        for process in (self.rasa, self.actions):
            process.wait(20)


@dataclass
class Worker:
    """One conversation. A message that begins with "!" is a button's payload."""

    bot: Bot
    channel: str = "whatsapp"
    language: str | None = None
    conversation: str = field(default_factory=lambda: "w-" + secrets.token_hex(16))

    def turn(self, message: str = "", **more: Any) -> dict[str, Any]:
        said = {"kind": "choice", "payload": message[1:]} if message.startswith("!") else {"kind": "text", "text": message}
        body = {"conversation": self.conversation, "message_id": secrets.token_hex(8), "channel": self.channel, "language": self.language}
        answer = self.bot.post(body | said | more)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        assert told["replies"], "the bot was silent"
        self.language = told["language"]
        return told

    def says(self, message: str = "", **more: Any) -> str:
        """All reply texts of the turn."""
        return "\n".join(reply["text"] for reply in self.turn(message, **more)["replies"])
