"""Journeys 2 and 3: a report and a referral reach the right desk; the worker comes back from another phone."""

import pytest

from deploy.launch.house import House
from tests.channels.twilio_double import TwilioDouble
from tests.journeys.cast import Officer, Worker
from tests.journeys.lines import LINES

pytestmark = [pytest.mark.house, pytest.mark.rasa]
CITIES = {"0599": "rotterdam", "0983": "venlo"}
ANSWER = "Kom maandag langs met uw loonstroken."


@pytest.mark.parametrize("lang", LINES)
def test_a_report_is_read_and_answered_and_the_worker_reads_it_from_another_phone(house: House, twilio: TwilioDouble, lang: str) -> None:
    lines = LINES[lang]
    city = CITIES[lines.municipality]
    mine, other = Officer(house, city), Officer(house, next(c for c in CITIES.values() if c != city))
    before, others_before = mine.cases(), other.cases()

    summary, code = Worker(twilio, lines.number + "3").reports(lines)
    assert lines.story.split(".")[0] in summary

    reference = mine.waits_for_a_case(before)
    assert other.cases() == others_before
    assert other.reads(reference).status_code == 404
    assert lines.story in mine.reads(reference).text
    mine.does(reference, "status", status="in_progress")
    mine.does(reference, "answer", text=ANSWER, language="nl")

    seen = Worker(twilio, lines.number + "4").says(code)
    assert reference in seen
    assert ANSWER in seen


@pytest.mark.parametrize("lang", LINES)
def test_a_referral_about_the_house_reaches_the_desk_of_the_municipality(house: House, twilio: TwilioDouble, lang: str) -> None:
    lines = LINES[lang]
    desk = Officer(house, CITIES[lines.municipality])
    before = desk.cases()
    worker = Worker(twilio, lines.number + "5")
    worker.says(lines.referral)
    worker.says(lines.story)
    worker.says(lines.place)
    worker.says(lines.yes)  # that is the place
    consent = worker.says(lines.no)
    assert lines.housing_word in consent.lower()
    worker.says(lines.yes)
    page = desk.reads(desk.waits_for_a_case(before)).text
    assert "Doorverwijzing" in page or "Referral" in page
    assert lines.story in page


def test_a_worker_who_wants_contact_gets_the_answer_on_the_phone(house: House, twilio: TwilioDouble) -> None:
    lines = LINES["pl"]
    desk = Officer(house, "rotterdam")
    before = desk.cases()
    worker = Worker(twilio, "+485111100036")
    worker.reports(lines, contact=lines.yes)
    reference = desk.waits_for_a_case(before)
    known = len(worker.read)
    desk.does(reference, "answer", text=ANSWER, language="nl")
    assert ANSWER in twilio.wait_for("whatsapp:+485111100036", count=known + 1, seconds=60).body


def test_wrong_codes_are_slowed_and_limited(house: House, twilio: TwilioDouble) -> None:
    guesser = Worker(twilio, "+31611118888")
    replies = [guesser.says(f"1234 5678 9012 {n:04d}") for n in range(6)]
    assert replies[1] == replies[4] != replies[5]  # the first one also says how to change the language
