"""A stateful stand-in for Twilio: takes messages as api.twilio.com does, delivers them to nobody, and calls back, signed.

    with TwilioDouble() as twilio:                         # or start() and stop()
        env = twilio.settings()                            # the TWILIO_* variables for the channels room
        twilio.connect("https://wegwijzer.example", "http://127.0.0.1:8000")   # what is signed, and where it really is
        twilio.text("whatsapp:+48600000001", "cześć")      # a signed webhook, as Twilio sends it
        reply = twilio.wait_for(to="whatsapp:+48600000001")

Run by itself: `python -m tests.channels.twilio_double --port 9010`.
"""

import argparse
import itertools
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import ThreadingHTTPServer
from typing import Any, Self

import httpx
from twilio.request_validator import RequestValidator

from tests.channels import twilio_spec
from tests.channels.twilio_contents import Contents
from tests.channels.twilio_http import handler
from tests.channels.twilio_media import Media
from tests.channels.twilio_mischief import Fault, Mischief

API = "https://api.twilio.com"
LIMIT = 1600
DAY = 24 * 3600.0
STOP = {"stop", "stopall", "unsubscribe", "end", "quit", "revoke", "optout", "cancel"}


@dataclass
class Sent:
    """A message that Twilio accepted."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str
    at: float
    content: str = ""  # the sid of a Content resource
    statuses: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)  # as they were posted


class TwilioDouble:
    def __init__(
        self,
        port: int = 0,
        *,
        account_sid: str = "AC" + "0" * 31 + "1",
        auth_token: str = "token-of-the-double",
        whatsapp_from: str = "whatsapp:+14155238886",
        sms_from: str = "+3197010000000",
        callbacks: bool = True,
    ) -> None:
        self.account, self.token = account_sid, auth_token
        self.whatsapp_from, self.sms_from = whatsapp_from, sms_from
        self.public_url = self.base_url = "http://127.0.0.1:8000"
        self.messages: list[Sent] = []
        self.refused: list[tuple[int, str]] = []
        self.violations: list[str] = []
        self.callbacks = callbacks
        self._faults: list[Fault] = []
        self._stopped: set[str] = set()
        self.contents = Contents()
        self.deleted: list[str] = []
        self.media = Media(account_sid)
        # with True WhatsApp's 24 hours count: only those who wrote get free words
        self.window = False
        self._wrote: dict[str, float] = {}
        self.mischief: Mischief | None = None
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler(self))
        self._server.daemon_threads = True
        self._http = httpx.Client(timeout=20, trust_env=False)

    # --- life
    def start(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._http.close()

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def settings(self) -> dict[str, str]:
        return {
            "TWILIO_ACCOUNT_SID": self.account,
            "TWILIO_AUTH_TOKENS": self.token,
            "TWILIO_API_BASE": self.url,
            "TWILIO_WHATSAPP_FROM": self.whatsapp_from,
            "TWILIO_SMS_FROM": self.sms_from,
        }

    def forget(self) -> None:
        """As new, for the next test."""
        with self._changed:
            self.messages, self.refused, self.violations, self._faults, self._stopped = [], [], [], [], set()
            self.contents, self.deleted, self.window, self._wrote, self.mischief = Contents(), [], False, {}, None
            self.media = Media(self.account)

    def connect(self, public_url: str, base_url: str = "") -> None:
        """The address that webhooks are signed for, and the address where that room listens in this test."""
        self.public_url, self.base_url = public_url.rstrip("/"), (base_url or public_url).rstrip("/")

    # --- what a test does
    def inject(self, **fault: Any) -> None:
        with self._changed:
            self._faults.append(Fault(**fault))

    def wait_for(self, to: str = "", *, count: int = 1, containing: str = "", seconds: float = 10.0) -> Sent:
        """The `count`-th message to that address (with these words). Raises AssertionError with what did arrive."""

        def wanted() -> list[Sent]:
            return [m for m in self.messages if (not to or m.to == to) and containing in m.body]

        with self._changed:
            if not self._changed.wait_for(lambda: len(wanted()) >= count, seconds):
                raise AssertionError(
                    f"no message {count} to {to!r} with {containing!r}; there are: {self.messages}, refused: {self.refused}"
                )
            return wanted()[count - 1]

    def to(self, address: str) -> list[str]:
        with self._changed:
            return [m.body for m in self.messages if m.to == address]

    def text(self, sender: str, body: str, *, sid: str = "", **more: str) -> httpx.Response:
        """Posts a message of a worker as Twilio does. `more`: further or other fields."""
        if sender and not sender.startswith("whatsapp:") and body.strip().lower() in STOP:
            self._stopped.add(sender)
        self._wrote[sender] = time.time()
        sid = sid or self.new_sid()
        fields = inbound_fields(self.account, sender, body, sid) | more
        self.media.keep(sid, int(fields["NumMedia"]), fields.get("MediaContentType0", ""))
        url = self.public_url + "/twilio/inbound"
        if self.mischief and self.mischief.happens("message twice"):
            self.post(url, fields)
        return self.post(url, fields)

    def grow_older(self, seconds: float) -> None:
        """As if so much time had passed since everybody wrote."""
        self._wrote = {who: at - seconds for who, at in self._wrote.items()}

    def tap(self, message: Sent, title: str) -> httpx.Response:
        """The person taps a button or an item of a list, as WhatsApp tells it through Twilio. Raises KeyError for one that is not there."""
        payload = dict(self.contents.choices(message.content))[title]
        if self.contents.is_list(message.content):
            return self.text(message.to, title, MessageType="interactive", ListId=payload, ListTitle=title)
        return self.text(message.to, title, MessageType="button", ButtonPayload=payload, ButtonText=title)

    def post(self, url: str, fields: dict[str, str], token: str = "") -> httpx.Response:
        """Signed for `url`, posted to where that is."""
        headers = {"X-Twilio-Signature": RequestValidator(token or self.token).compute_signature(url, fields)}
        headers["I-Twilio-Idempotency-Token"] = secrets.token_hex(8)
        return self._http.post(url.replace(self.public_url, self.base_url, 1), data=fields, headers=headers)

    def new_sid(self) -> str:
        return f"SM{next(self._numbers):08x}{secrets.token_hex(12)}"

    # --- what Twilio does
    def take(self, account: str, form: list[tuple[str, str]]) -> tuple[int, dict[str, Any]]:
        fields = dict(form)
        problems = twilio_spec.problems_of_send(account, form)
        self.violations += problems
        to, body, content = fields.get("To", ""), fields.get("Body", ""), fields.get("ContentSid", "")
        fault = self._next_fault(to)
        if fault.seconds:
            time.sleep(fault.seconds)
        if problems:
            return self._refuse(400, 21604, "; ".join(problems))
        if to in self._stopped:
            return self._refuse(400, 21610, "Attempt to send to unsubscribed recipient")
        if content:
            shown = self.contents.text(content)
            if shown is None or body:
                return self._refuse(400, 21655, "The ContentSid is invalid")
            body = shown
        if self.mischief and self.mischief.shuts_the_window(body):
            self._wrote[to] = 0.0
        open_until = self._wrote.get(to, 0) + DAY
        if self.window and to.startswith("whatsapp:") and self.contents.approvals.get(content) != "approved" and time.time() > open_until:
            return self._refuse(400, 63016, "Outside of the allowed window")
        if len(body) > LIMIT:
            return self._refuse(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        if fault.status and not fault.keep:
            return self._refuse(fault.status, fault.code, "injected")
        sender, callback = fields.get("From") or fields["MessagingServiceSid"], fields.get("StatusCallback", "")
        message = Sent(self.new_sid(), to, sender, body, callback, time.time(), content, fields=fields)
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()
        if message.callback and self.callbacks:
            threading.Thread(target=self._call_back, args=(message, fault.later), daemon=True).start()
        if fault.status:
            return self._refuse(fault.status, fault.code, "injected, yet accepted")
        return 201, self.shown(message)

    def listed(self, query: list[tuple[str, str]]) -> tuple[int, dict[str, Any]]:
        self.violations += twilio_spec.problems_of_list([name for name, _ in query])
        to = dict(query).get("To")
        with self._changed:
            found = [self.shown(m) for m in reversed(self.messages) if not to or m.to == to]
        return 200, {
            "messages": found[:50],
            "page": 0,
            "page_size": 50,
            "uri": f"{API}/2010-04-01/Accounts/{self.account}/Messages.json",
            "start": 0,
            "end": len(found),
        }

    def delete(self, sid: str) -> tuple[int, dict[str, Any]]:
        """As DELETE on a message: gone for good. Also messages of workers, which the double does not keep."""
        with self._changed:
            if any(m.sid == sid and m.statuses[-1:] not in (["delivered"], ["read"], ["undelivered"], ["failed"]) for m in self.messages):
                return 409, {"code": 20009, "message": "Cannot delete message because delivery has not been completed", "status": 409}
            self.deleted.append(sid)
            self.media.forget(sid)
            self._changed.notify_all()
        return 204, {}

    def shown(self, message: Sent) -> dict[str, Any]:
        when = format_datetime(datetime.fromtimestamp(message.at, UTC))
        body = {
            "sid": message.sid, "account_sid": self.account, "to": message.to, "from": message.sender, "body": message.body,
            "status": "queued", "direction": "outbound-api", "date_created": when, "date_updated": when, "date_sent": None,
            "num_segments": "1", "num_media": "0", "price": None, "price_unit": None, "error_code": None, "error_message": None,
            "api_version": "2010-04-01", "messaging_service_sid": None, "subresource_uris": {},
            "uri": f"/2010-04-01/Accounts/{self.account}/Messages/{message.sid}.json",
        }  # fmt: skip
        self.violations += twilio_spec.problems_of_message(body)
        return body

    def call_back(self, message: Sent, status: str, code: int = 0) -> httpx.Response:
        message.statuses.append(status)
        fields = {"MessageSid": message.sid, "MessageStatus": status, "To": message.to, "From": message.sender, "AccountSid": self.account}
        if code:
            fields["ErrorCode"] = str(code)
        return self.post(message.callback, fields)

    def _call_back(self, message: Sent, later: int) -> None:
        steps = [("sent", 0), ("undelivered", later)] if later else [("sent", 0), ("delivered", 0)]
        for status, code in self.mischief.callbacks(steps) if self.mischief else steps:
            try:
                self.call_back(message, status, code)
            except httpx.HTTPError:
                return  # as Twilio: a callback that finds nobody is not repeated

    def _refuse(self, status: int, code: int, text: str) -> tuple[int, dict[str, Any]]:
        self.refused.append((code or status, text))
        return status, {"code": code or status, "message": text, "more_info": "", "status": status}

    def _next_fault(self, to: str) -> Fault:
        with self._changed:
            for fault in self._faults:
                if not fault.to or fault.to == to:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._faults.remove(fault)
                    return fault
            return self.mischief.send_fault() if self.mischief else Fault()


def inbound_fields(account: str, sender: str, body: str, sid: str) -> dict[str, str]:
    """As captured from Twilio: with the blank fields, the profile name and the number that must not be kept."""
    common = {"MessageSid": sid, "SmsMessageSid": sid, "SmsSid": sid, "AccountSid": account, "From": sender, "Body": body, "NumMedia": "0"}
    common |= {"NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01"}
    if sender.startswith("whatsapp:"):
        number = sender.removeprefix("whatsapp:").lstrip("+")
        profile = {"ProfileName": "Canary Profile", "WaId": number, "MessageType": "text", "To": "whatsapp:+14155238886"}
        metadata = {"type": "whatsapp", "data": {"context": {"ProfileName": "Canary Profile", "WaId": number}}}
        return common | profile | {"ChannelMetadata": json.dumps(metadata)}
    places = {f"{who}{what}": "" for who in ("From", "To") for what in ("City", "State", "Zip")}
    return common | places | {"FromCountry": "PL", "ToCountry": "NL", "To": "+3197010000000"}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=9010)
    served = TwilioDouble(parser.parse_args().port).start()
    print(json.dumps(served.settings()), flush=True)
    threading.Event().wait()
