"""Open Klant over real HTTP, as far as we use it: klantcontacten (search, make) and internetaken (make), with its token."""

import json
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from jsonschema import Draft202012Validator, FormatChecker

PATH = "/klantinteracties/api/v1"
CONTRACT = json.loads((Path(__file__).parent / "contract.json").read_text())
KINDS = {"klantcontacten": "klantcontact", "internetaken": "internetaak"}


def wrong_with(kind: str, body: object) -> list[str]:
    """What the description does not allow."""
    schema = {"$ref": f"#/{kind}"} | CONTRACT
    return [error.message for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(body)]


class OpenKlantDouble:
    """`made`: what was made, by path; `refused`: what was not let in; `fail`: status to answer POSTs of a path with instead."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.made: dict[str, list[dict[str, Any]]] = {name: [] for name in KINDS}
        self.refused: list[list[str]] = []
        self.fail: dict[str, int] = {}
        double = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(*double.search(self.path, self.headers.get("authorization", "")))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                self._answer(*double.make(self.path, self.headers.get("authorization", ""), json.loads(body)))

            def _answer(self, status: int, body: object) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_port}{PATH}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def search(self, path: str, given: str) -> tuple[int, object]:
        """As its own search does: every klantcontact whose subject contains the words."""
        if given != f"Token {self.token}":
            return 401, {"code": "authentication_failed"}
        parts = urlsplit(path)
        assert parts.path == f"{PATH}/klantcontacten"
        words = parse_qs(parts.query)["onderwerp"][0]
        found = [self._shown(row) for row in self.made["klantcontacten"] if words.lower() in row["onderwerp"].lower()]
        return 200, {"count": len(found), "next": None, "previous": None, "results": found}

    def _shown(self, row: dict[str, Any]) -> dict[str, Any]:
        tasks = [
            {"uuid": task["uuid"]} for task in self.made["internetaken"] if task["aanleidinggevendKlantcontact"]["uuid"] == row["uuid"]
        ]
        return row | {"leiddeTotInterneTaken": tasks, "hadBetrokkenen": []}

    def make(self, path: str, given: str, body: Any) -> tuple[int, object]:
        if given != f"Token {self.token}":
            return 401, {"code": "authentication_failed"}
        name = path.removeprefix(PATH + "/")
        if status := self.fail.get(name):
            return status, {"code": "error"}
        if wrong := wrong_with(KINDS[name], body):
            self.refused.append(wrong)
            return 400, {"code": "invalid"}
        row = body | {"uuid": str(uuid.uuid4())}
        self.made[name].append(row)
        return 201, self._shown(row) if name == "klantcontacten" else row
