"""A tiny bot: answers over HTTP in the shape of docs/contracts.md, and remembers what it was asked. Outside of this room, so a stand-in."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Turn = dict[str, Any]


def echo(turn: Turn) -> dict[str, Any]:
    said = turn.get("text") or turn.get("payload") or turn["kind"]
    if turn.get("payload") == "show_menu":
        options = [{"title": "Work", "payload": "group?value=work"}, {"title": "Mieszkanie", "payload": "group?value=housing"}]
        return {"language": turn["language"] or "pl", "replies": [{"text": "*Menu*", "sms": "Menu", "options": options}]}
    return {"language": turn["language"] or "pl", "replies": [{"text": f"heard {said}", "sms": f"sms {said}", "options": []}]}


class BotDouble:
    """`turns`: every turn once, in order; `calls`: every call, repeated ones too. `fail_with`: an HTTP status for the next calls."""

    def __init__(self, port: int = 0, token: str = "bot-token-of-the-tests") -> None:
        self.token, self.turns, self.calls = token, list[Turn](), 0
        self.answer: Callable[[Turn], dict[str, Any]] = echo
        self.fail_with, self.seconds = 0, 0.0
        self._journal: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, turn: Turn) -> tuple[int, dict[str, Any]]:
        with self._lock:
            self.calls += 1
            if self.fail_with:
                return self.fail_with, {}
            if turn["message_id"] not in self._journal:
                self.turns.append(turn)
                self._journal[turn["message_id"]] = self.answer(turn)
            answer = self._journal[turn["message_id"]]
        time.sleep(self.seconds)
        return 200, answer

    def _handler(double: "BotDouble") -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet for each answer: two would meet delayed acknowledgements of 40 ms

            def log_message(self, *_: object) -> None: ...

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                body = self.rfile.read(length)
                if len(body) < length:  # whoever asked was killed in the middle
                    return
                if self.headers.get("Authorization") != f"Bearer {double.token}":
                    status, answer = 401, {}
                else:
                    status, answer = double.take(json.loads(body))
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        return Handler
