"""STOP and START, and the desk's messages to those who asked for contact."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from channels.wording import LANGUAGES, Words
from tests.channels.bot_double import BotDouble
from tests.channels.conftest import WORKER_OTHER, WORKER_POLISH, Door

Make = Callable[..., Door]


@pytest.mark.parametrize("word", ["STOP", "stop.", "koniec", "Стоп", "oprire", "afmelden", "отпиши"])
def test_stop_in_any_language_is_confirmed_once_and_then_nothing_is_sent(door: Door, word: str) -> None:
    door.twilio.text(WORKER_POLISH, word)
    assert door.twilio.wait_for(WORKER_POLISH).body == Words().say("stopped", "pl")
    door.twilio.text(WORKER_POLISH, "halo")
    door.twilio.text(WORKER_POLISH, "stop")
    door.wait(lambda: not door.rows("SELECT 1 FROM inbound WHERE answered_at IS NULL"))
    assert desk(door, WORKER_POLISH, "from the desk").status_code == 202
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = 'opted_out'"))
    assert len([m for m in door.twilio.to(WORKER_POLISH) if m != Words().say("stopped", "pl")]) == 0
    assert door.bot.turns == []
    assert door.rows("SELECT pseudonym FROM opt_outs")[0]["pseudonym"].startswith("w-")


def test_start_brings_somebody_back(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "stop")
    door.twilio.wait_for(WORKER_POLISH)
    door.twilio.text(WORKER_POLISH, "START")
    assert door.twilio.wait_for(WORKER_POLISH, count=2).body == Words().say("restarted", "pl")
    door.twilio.text(WORKER_POLISH, "jestem")
    door.twilio.wait_for(WORKER_POLISH, containing="heard jestem")


def test_start_of_somebody_who_never_left_shows_the_menu(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "start")
    door.twilio.wait_for(WORKER_POLISH, containing="Menu")
    assert door.bot.turns[0]["payload"] == "show_menu"


def test_twilios_own_stop_on_sms_is_respected_and_not_answered(door: Door) -> None:
    number = "+48600000010"
    door.twilio.text(number, "STOP", OptOutType="STOP")
    door.wait(lambda: door.rows("SELECT 1 FROM opt_outs"))
    door.wait(lambda: not door.rows("SELECT 1 FROM inbound WHERE answered_at IS NULL"))
    assert door.twilio.refused == []
    assert door.twilio.messages == []


def test_a_refusal_with_21610_is_remembered_as_opting_out(door: Door) -> None:
    door.twilio.inject(status=400, code=21610)
    door.twilio.text(WORKER_POLISH, "hej")
    door.wait(lambda: door.rows("SELECT 1 FROM opt_outs"))


def desk(door: Door, address: str, text: str, message_id: str = "") -> httpx.Response:
    message = {"id": message_id or str(uuid.uuid4()), "channel": "whatsapp", "address": address, "language": "pl", "text": text}
    token = {"Authorization": f"Bearer {door.settings.channels_token}"}
    return httpx.post(f"{door.url}/internal/messages", json=message, headers=token)


def test_a_desks_message_goes_out_once_however_often_it_is_handed_in(door: Door) -> None:
    name = str(uuid.uuid4())
    for _ in range(3):
        assert desk(door, WORKER_OTHER, "Your case *moved*", name).status_code == 202
    body = door.twilio.wait_for(WORKER_OTHER).body
    assert body.replace("\u200b", "") == "Your case *moved*"
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered' AND sealed IS NULL"))
    assert len(door.twilio.to(WORKER_OTHER)) == 1
    assert "700000002" not in door.dump()


class Referral:
    """Takes contacts after refusing the first `refuse` calls with 404."""

    def __init__(self, refuse: int) -> None:
        self.taken: list[dict[str, Any]] = []
        self.calls = 0
        double = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                double.calls += 1
                good = self.headers["Authorization"] == "Bearer referral-token-of-the-tests" and double.calls > refuse
                if good:
                    double.taken.append(body)
                self.send_response(204 if good else 404)
                self.end_headers()

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


@pytest.fixture
def referral() -> Iterator[Referral]:
    double = Referral(refuse=2)
    yield double
    double.server.shutdown()
    double.server.server_close()


def test_a_worker_who_wants_contact_has_the_address_handed_to_the_desks_room(make_door: Make, bot: BotDouble, referral: Referral) -> None:
    ticket = str(uuid.uuid4())
    bot.answer = lambda _: {"language": "pl", "replies": [{"text": "zgłoszone", "sms": "", "options": []}], "contact": {"ticket": ticket}}
    door = make_door(referral_url=f"http://127.0.0.1:{referral.server.server_address[1]}")
    door.twilio.text(WORKER_POLISH, "wyślij")
    door.twilio.wait_for(WORKER_POLISH, containing="zgłoszone")
    assert "600000001" not in door.dump()
    door.wait(lambda: referral.taken)
    assert referral.taken == [{"ticket": ticket, "channel": "whatsapp", "address": WORKER_POLISH}]
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'"))
    assert door.rows("SELECT 1 FROM procrastinate_jobs WHERE task_name LIKE 'contacts%%'") == []
    assert referral.calls == 3


def test_every_language_has_the_doors_own_lines() -> None:
    words = Words()
    for language in LANGUAGES:
        for key in ("stopped", "restarted", "takes_longer", "trouble", "message_too_long", "too_many_messages", "opt_menu"):
            assert words.say(key, language), f"{key} in {language}"
