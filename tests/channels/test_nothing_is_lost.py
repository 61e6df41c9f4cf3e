"""What happens when the others, or we ourselves, are down."""

import asyncio
import time
from collections.abc import Callable

import psycopg
import pytest

from channels.queue import TryAgain
from channels.room import open_room
from channels.turns import notices, service
from tests.channels.bot_double import BotDouble
from tests.channels.conftest import WORKER_OTHER, WORKER_POLISH, Door

Make = Callable[..., Door]


def test_while_the_bot_is_down_messages_wait_and_are_answered_in_order(make_door: Make, bot: BotDouble) -> None:
    door = make_door()
    bot.fail_with = 503
    for text in ("raz", "dwa", "trzy"):
        assert door.twilio.text(WORKER_POLISH, text).status_code == 204
    door.wait(lambda: bot.calls >= 2)
    assert door.twilio.messages == []
    bot.fail_with = 0
    door.twilio.wait_for(WORKER_POLISH, count=3)
    assert door.twilio.to(WORKER_POLISH) == ["heard raz", "heard dwa", "heard trzy"]


def test_after_half_a_minute_the_worker_is_told_once_that_it_takes_longer(make_door: Make, bot: BotDouble) -> None:
    door = make_door()
    bot.fail_with = 503
    door.twilio.text(WORKER_POLISH, "halo")
    door.twilio.text(WORKER_POLISH, "jest tam kto?")
    door.rows("UPDATE inbound SET received_at = now() - interval '29 seconds' RETURNING id")
    told = door.twilio.wait_for(WORKER_POLISH, seconds=15)
    assert told.body
    time.sleep(1.5)
    assert len(door.twilio.to(WORKER_POLISH)) == 1
    assert notices.AFTER.total_seconds() == 30
    bot.fail_with = 0
    door.twilio.wait_for(WORKER_POLISH, count=3, seconds=20)
    assert door.twilio.to(WORKER_POLISH)[1:] == ["heard halo", "heard jest tam kto?"]


def test_a_line_about_waiting_that_could_not_be_sent_at_once_is_sent_once(
    make_door: Make, bot: BotDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.turns.notices.IN_FLIGHT_LEAST", 1.0)
    door = make_door()
    bot.fail_with = 503
    door.twilio.inject(status=429, code=20429)
    door.twilio.text(WORKER_POLISH, "halo")
    door.rows("UPDATE inbound SET received_at = now() - interval '31 seconds' RETURNING id")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE key LIKE 'notice:%%' AND state = 'waiting'"))
    bot.fail_with = 0
    door.twilio.wait_for(WORKER_POLISH, count=2, seconds=20)
    door.wait(lambda: not door.rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'outbox:deliver' AND status IN ('todo', 'doing')"))
    assert len(door.twilio.to(WORKER_POLISH)) == 2
    assert "heard halo" in door.twilio.to(WORKER_POLISH)


def test_a_message_the_bot_will_never_take_gets_an_honest_line(make_door: Make, bot: BotDouble) -> None:
    door = make_door()
    bot.fail_with = 422
    door.twilio.text(WORKER_POLISH, "dziwne")
    assert door.twilio.wait_for(WORKER_POLISH).body.strip()


def test_a_message_that_breaks_the_bot_is_given_up_and_the_next_one_is_answered(make_door: Make, bot: BotDouble) -> None:
    door = make_door()
    bot.fail_with = 500
    door.twilio.text(WORKER_POLISH, "trucizna")
    door.wait(lambda: door.rows("SELECT 1 FROM inbound WHERE faults >= 1"))
    door.rows("UPDATE inbound SET faults = 5 RETURNING id")
    door.twilio.wait_for(WORKER_POLISH, seconds=15)
    bot.fail_with = 0
    door.twilio.text(WORKER_POLISH, "dobre")
    door.twilio.wait_for(WORKER_POLISH, containing="heard dobre")


@pytest.mark.parametrize("fault", [{"status": 429, "code": 20429, "times": 2}, {"status": 503, "code": 0, "times": 1}])
def test_a_failure_that_passes_is_tried_again_and_order_is_kept(door: Door, fault: dict[str, int]) -> None:
    door.twilio.inject(**fault)
    door.twilio.text(WORKER_POLISH, "raz")
    door.twilio.text(WORKER_POLISH, "dwa")
    door.twilio.wait_for(WORKER_POLISH, count=2, seconds=25)
    assert door.twilio.to(WORKER_POLISH) == ["heard raz", "heard dwa"]


def test_a_message_that_twilio_took_although_it_said_500_is_not_sent_twice(door: Door) -> None:
    door.twilio.inject(status=500, keep=True)
    door.twilio.text(WORKER_POLISH, "raz")
    door.twilio.text(WORKER_POLISH, "dwa")
    door.twilio.wait_for(WORKER_POLISH, containing="dwa", seconds=25)
    assert door.twilio.to(WORKER_POLISH) == ["heard raz", "heard dwa"]


@pytest.mark.parametrize("reachable", [True, False])
def test_what_became_of_a_message_is_looked_up_when_no_callback_tells(door: Door, reachable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.outbox.service.AMBIGUOUS_LEAST", 0.5)
    monkeypatch.setattr("channels.outbox.pace.AMBIGUOUS_LEAST", 0.6)
    door.twilio.callbacks = False
    try:
        if not reachable:  # the list of messages cannot be had either, and an hour passes
            monkeypatch.setattr("tests.channels.twilio_double.TwilioDouble.listed", lambda *_: (503, {}))
        door.twilio.inject(status=500, keep=True)
        door.twilio.text(WORKER_POLISH, "raz")
        door.twilio.text(WORKER_POLISH, "dwa")
        if not reachable:
            door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'sending'"))
            time.sleep(1.5)
            door.rows("UPDATE outbox SET attempted_at = now() - interval '61 minutes' RETURNING id")
        door.twilio.wait_for(WORKER_POLISH, containing="dwa", seconds=25)
        assert door.twilio.to(WORKER_POLISH) == ["heard raz", "heard dwa"]
        expected = "state = 'queued'" if reachable else "state = 'dead' AND error_code = 'unknown' AND sealed IS NOT NULL"
        door.wait(lambda: door.rows(f"SELECT 1 FROM outbox WHERE part = 0 AND {expected}"))
    finally:
        door.twilio.callbacks = True


def test_a_process_that_stood_still_sends_nothing_that_another_may_be_looking_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.outbox.service.START_WITHIN", -1.0)  # every attempt begins too late
    monkeypatch.setattr("channels.outbox.service.IN_FLIGHT_LEAST", 0.5)
    door.twilio.text(WORKER_POLISH, "raz")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'sending' AND attempts >= 2"))
    assert door.twilio.messages == []
    monkeypatch.setattr("channels.outbox.service.START_WITHIN", 5.0)
    door.twilio.wait_for(WORKER_POLISH, seconds=30)
    assert door.twilio.to(WORKER_POLISH) == ["heard raz"]


def test_two_processes_that_run_one_job_at_once_lose_no_answer(door: Door, bot: BotDouble) -> None:
    """A worker whose sign of life came late is taken for dead and its job is begun again, while it still runs."""

    async def again(inbound: int) -> None:
        async with open_room(door.settings, pool_size=2) as room:
            await service.take(room, inbound)

    bot.seconds = 1.0
    door.twilio.inject(status=500)
    door.twilio.text(WORKER_POLISH, "raz")
    door.wait(lambda: bot.turns)  # the worker has begun and waits for the bot
    (row,) = door.rows("SELECT id FROM inbound")
    with pytest.raises(TryAgain):  # whoever is second must not call the job done
        asyncio.run(again(row["id"]))
    door.twilio.wait_for(WORKER_POLISH, seconds=40)
    assert door.twilio.to(WORKER_POLISH) == ["heard raz"]


def test_a_slow_twilio_is_given_up_after_five_seconds_and_looked_up(door: Door) -> None:
    door.twilio.inject(seconds=5.5)
    door.twilio.text(WORKER_POLISH, "powoli")
    door.twilio.wait_for(WORKER_POLISH, seconds=25)
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE provider_mark IS NOT NULL"), 20)
    assert door.twilio.to(WORKER_POLISH) == ["heard powoli"]


def test_permanent_failures_are_dead_letters_without_words_or_number(door: Door) -> None:
    door.twilio.inject(status=400, code=21211)
    door.twilio.text(WORKER_POLISH, "za późno")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = '21211' AND sealed IS NULL"))
    assert door.metric("dead_letters_total") == 1
    door.twilio.text(WORKER_POLISH, "dalej")
    door.twilio.wait_for(WORKER_POLISH, containing="dalej")


def test_a_failure_that_the_carrier_reports_later_is_sent_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.outbox.callbacks.CALLBACK_LEAST", 0.2)
    door.twilio.inject(later=30008)
    door.twilio.text("+48600000009", "sms")
    door.twilio.wait_for("+48600000009", count=2)
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered' AND attempts = 2"))


def test_status_moves_forward_only(door: Door) -> None:
    door.twilio.callbacks = False
    try:
        door.twilio.text(WORKER_POLISH, "stan")
        message = door.twilio.wait_for(WORKER_POLISH)
        for status in ("delivered", "sent", "failed", "read", "delivered"):
            assert door.twilio.call_back(message, status).status_code == 204
        assert door.rows("SELECT state FROM outbox") == [{"state": "read"}]
    finally:
        door.twilio.callbacks = True


def test_a_killed_worker_loses_nothing_and_answers_nothing_twice(make_door: Make, bot: BotDouble) -> None:
    door = make_door(worker=False)
    bot.seconds = 0.15
    senders = [f"whatsapp:+4860000{n:04d}" for n in range(6)]
    process = door.start_worker_process()
    for number in range(5):
        for sender in senders:
            door.twilio.text(sender, f"m{number}")
    for after in (2, 12):
        door.wait(lambda after=after: len(door.twilio.messages) >= after, 30)
        process.kill()
        process.wait()
        process = door.start_worker_process()
    for sender in senders:
        door.twilio.wait_for(sender, count=5, seconds=60)
    time.sleep(1)
    for sender in senders:
        assert door.twilio.to(sender) == [f"heard m{number}" for number in range(5)]


def test_a_restarted_database_costs_nobody_a_message(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "przed")
    door.twilio.wait_for(WORKER_POLISH)
    with psycopg.connect(door.admin, autocommit=True) as connection:
        others = "pid <> pg_backend_pid() AND usename = 'wegwijzer_channels'"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    assert door.twilio.text(WORKER_POLISH, "po").status_code == 204
    door.twilio.wait_for(WORKER_POLISH, containing="heard po", seconds=20)


def test_an_auto_reply_is_not_answered_for_ever(make_door: Make) -> None:
    door = make_door()
    for _ in range(25):
        door.twilio.text(WORKER_POLISH, "I am on holiday")
    door.twilio.text(WORKER_OTHER, "ok")
    door.twilio.wait_for(WORKER_OTHER)
    door.wait(lambda: not door.rows("SELECT 1 FROM inbound WHERE answered_at IS NULL"), 30)
    assert len([m for m in door.twilio.to(WORKER_POLISH) if m.startswith("heard")]) == 20
    assert door.metric("loop_guard") == 5


def test_a_flood_waits_for_its_turn_and_is_told_so_once(make_door: Make) -> None:
    door = make_door(channels_burst="3", channels_pace="2.0")
    for number in range(6):
        door.twilio.text(WORKER_POLISH, f"m{number}")
    door.twilio.wait_for(WORKER_POLISH, containing="heard m5", seconds=20)
    heard = [m for m in door.twilio.to(WORKER_POLISH) if m.startswith("heard")]
    assert heard == [f"heard m{number}" for number in range(6)]
    assert len(door.twilio.to(WORKER_POLISH)) == 7


def test_more_than_a_hundred_waiting_messages_of_one_sender_are_not_taken_in(make_door: Make) -> None:
    door = make_door(worker=False)
    for number in range(103):
        door.twilio.text(WORKER_POLISH, f"m{number}")
    assert door.rows("SELECT count(*) AS n FROM inbound") == [{"n": 100}]
    assert door.metric("inbound_dropped") == 3
