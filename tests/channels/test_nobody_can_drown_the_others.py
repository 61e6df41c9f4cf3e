"""Floods, loops and crowds: what one sender does never costs another an answer, and each case has its counter."""

import time
from collections.abc import Callable

from tests.channels.bot_double import BotDouble
from tests.channels.conftest import WORKER_OTHER, WORKER_POLISH, Door

Make = Callable[..., Door]


def test_a_flood_of_one_sender_delays_nobody_else(make_door: Make, bot: BotDouble) -> None:
    door = make_door(worker=False)
    for number in range(100):
        door.twilio.text(WORKER_POLISH, f"flood {number}")
    bot.seconds = 0.3
    door.start_worker()
    door.twilio.wait_for(WORKER_POLISH)
    waits = []
    for number in range(5):
        began = time.monotonic()
        door.twilio.text(f"whatsapp:+4070000{number:04d}", "hello")
        door.twilio.wait_for(f"whatsapp:+4070000{number:04d}")
        waits.append(time.monotonic() - began)
    assert max(waits) < 2.0, waits
    assert door.rows("SELECT count(*) AS n FROM inbound WHERE answered_at IS NULL")[0]["n"] > 50, "the flood is still being worked off"


def test_the_pace_is_counted_and_the_loop_guard_looks_at_what_was_said(make_door: Make) -> None:
    door = make_door(channels_burst="2", channels_pace="5")
    for number in range(4):
        door.twilio.text(WORKER_POLISH, f"m{number}")
    door.twilio.wait_for(WORKER_POLISH, containing="heard m3", seconds=20)
    assert door.metric("rate_limited_total") >= 1
    assert door.metric("loop_guard_total") == 0


def test_the_loop_guard_opens_again_when_something_else_is_said(door: Door) -> None:
    for _ in range(22):
        door.twilio.text(WORKER_POLISH, "out of office", ButtonPayload="")
    door.wait(lambda: not door.rows("SELECT 1 FROM inbound WHERE answered_at IS NULL"), 30)
    assert door.metric("loop_guard_total") == 2
    door.twilio.text(WORKER_POLISH, "jestem człowiekiem")
    door.twilio.wait_for(WORKER_POLISH, containing="heard jestem")


def test_when_too_many_wait_over_all_the_provider_is_told_to_try_again(make_door: Make) -> None:
    door = make_door(worker=False, channels_most_waiting="3")
    statuses = [door.twilio.text(f"whatsapp:+4860000{n:04d}", "x").status_code for n in range(6)]
    assert statuses[:3] == [204] * 3
    assert statuses[-1] == 503
    assert door.metric("inbound_refused_total") >= 1
    door.start_worker()
    door.wait(lambda: not door.rows("SELECT 1 FROM inbound WHERE answered_at IS NULL"))
    time.sleep(1.1)
    assert door.twilio.text(WORKER_OTHER, "x").status_code == 204
