"""kill -9 of a room in the middle of a report or of a talk with a code: the worker gets to the end, nothing is lost, nothing twice.

These run after the other journeys by name ("processes" comes after "a_…"), because they stop what the others use.
"""

import time

import pytest

from deploy.launch.house import House
from tests.channels.twilio_double import TwilioDouble
from tests.journeys.cast import CODE, Officer, Worker
from tests.journeys.lines import LINES

pytestmark = [pytest.mark.house, pytest.mark.rasa]
POLISH = LINES["pl"]
READY = 120.0
ADD, WITHDRAW = "chcę coś dopisać do zgłoszenia", "chcę wycofać zgłoszenie"


@pytest.fixture(scope="module")
def case(house: House, twilio: TwilioDouble) -> tuple[str, str]:
    """(reference, code) of a report that is at the desk already."""
    desk = Officer(house, "rotterdam")
    before = desk.cases()
    _, code = Worker(twilio, "+48512223001").reports(POLISH)
    return desk.waits_for_a_case(before), code


def adds(worker: Worker, words: str) -> None:
    """Sent once more where the desk's room was too slow to say that it has them: then they may stand there twice, but never not at all."""
    said = worker.says(words)
    assert "Dopisane" in (worker.says("tak") if "Nie wiem" in said else said)


def comes_back(twilio: TwilioDouble, number: str, code: str, wish: str) -> Worker:
    """From a phone that nobody knows, with the code; the wish is asked about, and not yet done."""
    worker = Worker(twilio, number)
    assert "R-" in worker.says(code)
    worker.says(wish)
    return worker


def dies_and_is_started_again(house: House, room: str) -> None:
    """As the launcher does it: the dead process is noticed and started."""
    house.processes[room].kill()
    assert room in house.restart_dead()
    house.processes[room].wait_until_ready(READY)


@pytest.mark.parametrize("room", ["actions", "referral", "bot"])
def test_a_report_and_an_addition_survive_the_death_of_a_room_between_two_answers(
    house: House, twilio: TwilioDouble, case: tuple[str, str], room: str
) -> None:
    known, code = case
    back = comes_back(twilio, f"+4851222{len(room):02d}002", code, ADD)
    desk = Officer(house, "rotterdam")
    before = desk.cases()
    worker = Worker(twilio, f"+4851222{len(room):02d}001")
    worker.begins_to_report(POLISH)
    assert "START" in worker.says("STOP")
    dies_and_is_started_again(house, room)
    adds(back, f"Dopisek: {room}")
    assert f"Dopisek: {room}" in Officer(house, "rotterdam").reads(known).text
    assert worker.says("START")  # and the report stands where it stood
    _, filed = worker.ends_the_report(POLISH)
    assert CODE.search(filed), filed
    reference = Officer(house, "rotterdam").waits_for_a_case(before)
    assert POLISH.story in Officer(house, "rotterdam").reads(reference).text
    assert len([c for c in Officer(house, "rotterdam").cases() if c not in before]) == 1


def test_a_report_confirmed_while_referral_is_dead_is_kept_and_handed_in_once(
    house: House, twilio: TwilioDouble, case: tuple[str, str]
) -> None:
    before = Officer(house, "rotterdam").cases()
    worker = Worker(twilio, "+48512229001")
    worker.begins_to_report(POLISH)
    back = comes_back(twilio, "+48512229003", case[1], ADD)
    house.processes["referral"].kill()
    _, filed = worker.ends_the_report(POLISH)
    assert CODE.search(filed), "the code holds although the desk's room is dead"
    assert "Nie wiem, czy urząd dostał Twoje słowa" in back.says("Dopisek w ciemno")
    assert house.restart_dead() == ["referral"]
    house.processes["referral"].wait_until_ready(READY)
    desk = Officer(house, "rotterdam")
    assert "Dopisane" in back.says("tak")
    assert desk.reads(case[0]).text.count("Dopisek w ciemno") == 1
    reference = desk.waits_for_a_case(before, seconds=60)
    assert POLISH.story in desk.reads(reference).text
    assert len([c for c in desk.cases() if c not in before]) == 1


def test_while_the_real_bot_is_dead_the_worker_is_told_and_then_answered_once(
    house: House, twilio: TwilioDouble, case: tuple[str, str]
) -> None:
    worker = "whatsapp:+48512229002"
    back = comes_back(twilio, "+48512229004", case[1], WITHDRAW)
    house.processes["bot"].kill()
    assert twilio.text(worker, POLISH.wage_question).status_code == 204
    told = twilio.wait_for(worker, seconds=60).body  # after half a minute
    assert POLISH.figure not in told
    assert told.strip()
    assert house.restart_dead() == ["bot"]
    answer = twilio.wait_for(worker, count=2, seconds=READY).body
    assert POLISH.figure in answer
    time.sleep(3)
    assert len(twilio.to(worker)) == 2
    assert "Zgłoszenie jest wycofane" in back.says("tak")  # asked before the bot died
    assert "Dopisek" not in Officer(house, "rotterdam").reads(case[0]).text
