"""The Twilio double's addresses: those of api.twilio.com and content.twilio.com that we use, and a few of its own for tests."""

import base64
import json
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from tests.channels.twilio_double import TwilioDouble

NOT_FOUND = (404, {"code": 20404, "message": "not found", "status": 404})


def route(double: "TwilioDouble", method: str, target: str, body: str) -> tuple[int, Any]:
    """What Twilio answers to a request of somebody who is logged in."""
    parts = urlsplit(target).path.strip("/").split("/")
    if parts[0] == "v1" and parts[1] == "Content":
        return _content(double, method, parts[2:], json.loads(body or "{}"))
    if len(parts) == 4 and parts[3] == "Messages.json":
        if method == "POST":
            return double.take(parts[2], parse_qsl(body, keep_blank_values=True))
        return double.listed(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    match method, [part.removesuffix(".json") for part in parts[3:]]:
        case "DELETE", ["Messages", sid]:
            return double.delete(sid)
        case "GET", ["Messages", sid, "Media"]:
            return double.media.listed(sid)
        case "DELETE", ["Messages", sid, "Media", name]:
            return double.media.delete(sid, name)
    return NOT_FOUND


def _content(double: "TwilioDouble", method: str, parts: list[str], body: dict[str, Any]) -> tuple[int, Any]:
    match method, parts:
        case "POST", []:
            return double.contents.create(body)
        case "GET", []:
            return double.contents.listed()
        case "DELETE", [sid]:
            return double.contents.delete(sid)
        case "GET", [sid, "ApprovalRequests"]:
            return double.contents.approval(sid)
        case "POST", [sid, "ApprovalRequests", "whatsapp"]:
            return double.contents.ask_approval(sid, body)
    return NOT_FOUND


def handler(double: "TwilioDouble") -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet for each answer: two would meet delayed acknowledgements of 40 ms

        def log_message(self, *_: object) -> None: ...

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = self.rfile.read(length).decode()
            if len(body.encode()) < length:  # the sender was killed in the middle: no request has arrived
                return
            path = urlsplit(self.path).path
            if path == "/double/inject":
                double.inject(**json.loads(body))
                self._answer(204, None)
            elif path == "/double/messages":
                self._answer(200, [asdict(message) for message in double.messages])
            else:
                login = base64.b64encode(f"{double.account}:{double.token}".encode()).decode()
                if self.headers.get("Authorization") != f"Basic {login}":
                    self._answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
                else:
                    self._answer(*route(double, self.command, self.path, body))

        do_POST = do_GET = do_DELETE = _serve

        def _answer(self, status: int, answer: Any) -> None:
            body = b"" if answer is None or status == 204 else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
