"""Journey 1: a signed WhatsApp webhook, an answer in the worker's language, with today's figure, its source and its date."""

import pytest

from content.languages import ALL
from content.live import catalogue
from deploy.launch.house import House
from tests.channels.twilio_double import TwilioDouble
from tests.journeys.cast import Worker
from tests.journeys.lines import LINES

pytestmark = [pytest.mark.house, pytest.mark.rasa]


@pytest.mark.parametrize("lang", LINES)
def test_a_question_about_unpaid_wages_is_answered_in_the_workers_language(house: House, twilio: TwilioDouble, lang: str) -> None:
    lines = LINES[lang]
    reply = Worker(twilio, lines.number + "1").says(lines.question)
    first_line = catalogue().answer("unpaid_wages", lang).full.splitlines()[0]
    assert first_line in reply
    assert ALL[lang].source in reply


@pytest.mark.parametrize("lang", LINES)
def test_the_minimum_wage_comes_with_todays_figure_source_and_date(house: House, twilio: TwilioDouble, lang: str) -> None:
    lines = LINES[lang]
    reply = Worker(twilio, lines.number + "2").says(lines.wage_question)
    assert lines.figure in reply
    assert f"{ALL[lang].source}: Rijksoverheid" in reply
    assert f"{ALL[lang].checked} 23-11-2026" in reply
    assert len(reply) <= 1600


def test_every_request_to_twilio_fitted_twilios_own_description(house: House, twilio: TwilioDouble) -> None:
    Worker(twilio, "+31611119999").says("wat is het minimumloon")
    assert twilio.messages
    assert twilio.violations == []
