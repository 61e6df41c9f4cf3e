"""Dead letters: seen by the operator, sent again; and a desk's message when WhatsApp's 24 hours are over."""

import subprocess
import sys
import time
import uuid
from collections.abc import Callable

import pytest

from channels.wording import LANGUAGES, Words
from tests.channels.conftest import ROOT, WORKER_OTHER, WORKER_POLISH, Door
from tests.channels.test_opting_out_and_contact import desk
from tests.channels.twilio_mischief import Mischief

Make = Callable[..., Door]
TEMPLATE = "HX" + "1" * 32


def wegwijzer(door: Door, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "channels.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=door.env | {"COLUMNS": "160"}, capture_output=True, text=True, timeout=60)


def dead(door: Door, code: int) -> str:
    door.twilio.inject(status=401 if code == 20003 else 400, code=code)
    door.twilio.text(WORKER_POLISH, "kanarek 7788")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead'"))
    return str(door.rows("SELECT id FROM outbox WHERE state = 'dead'")[0]["id"])


def test_the_operator_sees_what_was_given_up_and_sends_it_again(door: Door) -> None:
    name = dead(door, 21408)
    shown = wegwijzer(door, "dead-letters")
    assert shown.returncode == 0, shown.stderr
    assert name in shown.stdout
    assert "21408" in shown.stdout
    for secret in ("600000001", "kanarek", "7788"):
        assert secret not in shown.stdout + shown.stderr
    assert "on their way again: 1" in wegwijzer(door, "dead-letters", "--retry", name).stdout
    assert door.twilio.wait_for(WORKER_POLISH).body == "heard kanarek 7788"
    assert wegwijzer(door, "dead-letters", "--retry", name).returncode == 1
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered' AND sealed IS NULL"))


def test_all_can_be_sent_again_at_once_but_not_those_that_can_never_arrive(door: Door) -> None:
    dead(door, 21408)
    door.twilio.inject(status=400, code=21211, to=WORKER_OTHER)
    door.twilio.text(WORKER_OTHER, "b")
    door.wait(lambda: len(door.rows("SELECT 1 FROM outbox WHERE state = 'dead'")) == 2)
    assert len(door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND sealed IS NULL")) == 1
    assert "on their way again: 1" in wegwijzer(door, "dead-letters", "--all").stdout
    door.twilio.wait_for(WORKER_POLISH)
    assert door.twilio.to(WORKER_OTHER) == []


def approve(door: Door, language: str) -> None:
    body = Words().say("template_desk_message", language)
    door.twilio.contents.items[TEMPLATE] = {"language": language, "types": {"twilio/text": {"body": body}}}
    door.twilio.contents.approvals[TEMPLATE] = "approved"
    door.rows(
        "INSERT INTO contents (mark, name, language, kind, provider_id, status)"
        " VALUES (%s, 'desk_message', %s, 'template', %s, 'approved') RETURNING mark",
        f"m-{language}", language, TEMPLATE,
    )  # fmt: skip


def test_outside_the_24_hours_a_template_calls_and_the_desks_words_follow_the_answer(door: Door) -> None:
    approve(door, "pl")
    assert desk(door, WORKER_OTHER, "words of the desk").status_code == 202
    called = door.twilio.wait_for(WORKER_OTHER)
    assert called.content == TEMPLATE
    assert called.body == Words().say("template_desk_message", "pl")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'parked' AND purpose = 'desk'"))
    time.sleep(0.5)
    assert len(door.twilio.to(WORKER_OTHER)) == 1
    door.twilio.text(WORKER_OTHER, "tak?")
    door.twilio.wait_for(WORKER_OTHER, containing="words of the desk")
    door.wait(lambda: not door.rows("SELECT 1 FROM outbox WHERE sealed IS NOT NULL"))


def test_inside_the_24_hours_the_desks_words_go_at_once(door: Door) -> None:
    approve(door, "pl")
    door.twilio.text(WORKER_OTHER, "hej")
    door.twilio.wait_for(WORKER_OTHER)
    desk(door, WORKER_OTHER, "words of the desk")
    assert door.twilio.wait_for(WORKER_OTHER, count=2).body.replace("\u200b", "") == "words of the desk"


def test_a_refusal_with_63016_also_leads_to_the_template(door: Door) -> None:
    approve(door, "pl")
    door.twilio.text(WORKER_OTHER, "hej")
    door.twilio.wait_for(WORKER_OTHER)
    door.twilio.inject(status=400, code=63016)
    desk(door, WORKER_OTHER, "words of the desk")
    assert door.twilio.wait_for(WORKER_OTHER, count=2).content == TEMPLATE


class ShutsTwice(Mischief):
    """WhatsApp's day is over for the desk's words, and once more after an answer."""

    times = 2

    def shuts_the_window(self, body: str) -> bool:
        self.times -= body.startswith("words")
        return body.startswith("words") and self.times >= 0


def test_what_is_refused_again_after_an_answer_calls_again(door: Door) -> None:
    approve(door, "pl")
    door.twilio.text(WORKER_OTHER, "hej")
    door.twilio.wait_for(WORKER_OTHER)
    door.twilio.window, door.twilio.mischief = True, ShutsTwice(0.0)
    desk(door, WORKER_OTHER, "words of the desk")
    called = "SELECT 1 FROM outbox WHERE state = 'delivered' AND purpose = 'template'"
    for times, word in enumerate(("tak?", "halo?"), 1):
        door.wait(lambda times=times: len(door.rows(called)) == times)
        assert "words of the desk" not in door.twilio.to(WORKER_OTHER)
        door.twilio.text(WORKER_OTHER, word)
    door.twilio.wait_for(WORKER_OTHER, containing="words of the desk")
    door.wait(lambda: not door.rows("SELECT 1 FROM outbox WHERE sealed IS NOT NULL"))
    assert door.twilio.to(WORKER_OTHER).count("words of the desk") == 1


def test_without_a_template_the_message_is_a_dead_letter_that_can_be_sent_again(door: Door) -> None:
    door.twilio.inject(status=400, code=63016)
    desk(door, WORKER_OTHER, "words of the desk")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = '63016' AND sealed IS NOT NULL"))


def test_a_person_who_wants_nothing_gets_no_template_either(door: Door) -> None:
    approve(door, "pl")
    door.twilio.text(WORKER_OTHER, "stop")
    door.twilio.wait_for(WORKER_OTHER)
    door.rows("UPDATE conversations SET seen_at = now() - interval '2 days' RETURNING pseudonym")
    desk(door, WORKER_OTHER, "words")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = 'opted_out'"))
    assert len(door.twilio.to(WORKER_OTHER)) == 1


def test_one_person_gets_at_most_the_set_pace_whoever_writes(make_door: Make) -> None:
    door = make_door(channels_burst="2", channels_pace="2.0")
    began = time.monotonic()
    for number in range(6):
        desk(door, WORKER_OTHER, f"m{number}", str(uuid.uuid4()))
    door.twilio.wait_for(WORKER_OTHER, count=6, seconds=20)
    assert time.monotonic() - began >= 1.9
    times = sorted(m.at for m in door.twilio.messages)
    assert times[5] - times[0] >= 1.9, "two at once, and then two a second"


def test_all_together_keep_the_rate_of_the_channel(make_door: Make) -> None:
    door = make_door(channels_whatsapp_per_second="10")
    for number in range(20):
        desk(door, f"whatsapp:+4870000{number:04d}", "hello", str(uuid.uuid4()))
    door.wait(lambda: len(door.twilio.messages) == 20, 20)
    times = sorted(m.at for m in door.twilio.messages)
    assert times[-1] - times[0] >= 1.7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_reveals_nothing_and_has_no_variable(language: str) -> None:
    text = Words().say("template_desk_message", language)
    assert text
    assert "{" not in text
    assert Words().say("stopped", language) != text
