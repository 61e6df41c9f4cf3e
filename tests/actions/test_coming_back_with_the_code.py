"""What a worker with a code is told, message by message, without Rasa around it."""

from collections.abc import Callable
from typing import Any

import pytest

from actions import cases
from actions.forms.definition import FORMS
from actions.forms.flow import advance
from actions.forms.outcome import Outcome
from actions.view import View
from tests.actions.conftest import Referral

CODE = "1234567890123456"
ADD, WITHDRAW = FORMS["add_form"], FORMS["withdraw_form"]
Says = Callable[..., View]


@pytest.fixture(autouse=True)
def case(referral: Referral) -> None:
    referral.cases[CODE] = {"kind": "report", "filed_at": "2026-11-20T10:00:00Z"}


def names(outcome: Outcome) -> list[str]:
    return [name.removeprefix("utter_") for name, _ in outcome.says]


def with_code(says: Says, **slots: Any) -> View:
    return View(CODE, "case_status", 1.0, "code", {"case_code": CODE}, says(**slots).slots, "w-1")


@pytest.mark.parametrize(
    ("looks", "said"),
    [
        ({"messages": []}, ["case_status", "case_no_messages"]),
        ({}, ["case_status_answer", "case_message_desk"]),
        ({"answer_by": "2026-11-26T16:00:00Z", "late": False}, ["case_status_answer", "case_answer_by", "case_message_desk"]),
        ({"answer_by": "2026-11-23T16:00:00Z", "late": True, "messages": []}, ["case_status", "case_late", "case_no_messages"]),
        ({"answer_by": None, "late": False, "status": "closed", "messages": []}, ["case_status_closed"]),
    ],
)
async def test_the_status_says_what_can_be_done_now_and_whether_the_desk_is_late(
    referral: Referral, says: Says, looks: dict[str, Any], said: list[str]
) -> None:
    referral.looks = looks
    assert names(await cases.status(with_code(says))) == said


async def test_within_the_hour_the_code_is_not_asked_again(says: Says) -> None:
    assert names(await cases.status(says("my report", intent="case_status", case_code=CODE)))[0] == "case_status_answer"
    assert names(await cases.status(says("my report", intent="case_status"))) == ["ask_case_code"]


@pytest.mark.parametrize("form", [ADD, WITHDRAW], ids=["add", "withdraw"])
@pytest.mark.parametrize(("text", "language"), [("nee", "nl"), ("skip", "en"), ("nie wiem", "pl"), ("nu", "ro"), ("не знам", "bg")])
async def test_who_has_no_code_is_told_what_that_means_and_not_asked_again(says: Says, form: Any, text: str, language: str) -> None:
    outcome = await advance(form, says(text, requested_slot="case_code", language=language))
    assert (names(outcome), outcome.end) == (["case_code_lost"], True), text


async def test_words_that_the_bot_knows_for_a_lost_code_are_taken_as_that(says: Says) -> None:
    slots = says(requested_slot="case_code").slots
    view = View("it is gone", "case_status", 0.9, "text", {"value": "no_code"}, slots, "w-1")
    assert names(await advance(ADD, view)) == ["case_code_lost"]
    assert names(await cases.status(view)) == ["case_code_lost"]


async def test_words_for_the_desk_are_for_the_desk_whatever_they_seem_to_be_about(referral: Referral, says: Says) -> None:
    view = says("ja, na zes uur", intent="working_hours", confidence=0.9, requested_slot="case_text", case_code=CODE)
    assert names(await advance(ADD, view)) == ["case_added"]


async def test_a_topic_question_with_no_in_it_is_still_a_question(says: Says) -> None:
    view = says("I have no contract", intent="contract", confidence=0.9, requested_slot="case_code")
    assert names(await advance(ADD, view)) == ["contract"]


@pytest.mark.parametrize("form", [ADD, WITHDRAW], ids=["add", "withdraw"])
async def test_a_wrong_code_is_asked_once_more_and_then_a_person_is_offered(says: Says, form: Any) -> None:
    first = await advance(form, says("1234 5678", requested_slot="case_code"))
    assert (first.variant, first.end, names(first)) == ("case_code_wrong_form", False, [])
    unknown = View("x", "case_status", 1.0, "code", {"case_code": "0" * 16}, says(requested_slot="case_code", misses=1).slots, "w-1")
    second = await advance(form, unknown)
    assert (second.variant, second.end, names(second)) == ("case_unknown", False, ["lost_in_form"])


async def test_words_that_may_not_have_arrived_are_kept_and_sent_again_with_a_button(referral: Referral, says: Says) -> None:
    at_text = {"requested_slot": "case_text", "case_code": CODE}
    referral.refuses["/api/cases/messages"] = 503
    broken = await advance(ADD, says("He called again yesterday", **at_text))
    assert (broken.variant, broken.end) == ("case_not_added", False)
    referral.refuses.clear()
    again = await advance(ADD, says("again", value="again", ask=broken.ask, **at_text))
    assert (names(again), again.end) == (["case_added"], True)
    assert referral.got[-1][1]["text"] == "He called again yesterday"


async def test_a_case_that_takes_no_more_words_says_so(referral: Referral, says: Says) -> None:
    referral.refuses["/api/cases/messages"] = 409
    assert names(await advance(ADD, says("more words", requested_slot="case_text", case_code=CODE))) == ["case_full"]


async def test_another_code_while_writing_to_the_desk_is_another_case_and_is_not_sent(referral: Referral, says: Says) -> None:
    outcome = await advance(ADD, with_code(says, requested_slot="case_text", case_code="9" * 16))
    assert (names(outcome)[0], outcome.end, outcome.slots["case_code"]) == ("case_status_answer", True, CODE)
    assert "/api/cases/messages" not in [path for path, _ in referral.got]


async def test_what_withdrawing_means_is_asked_before_and_a_finished_case_is_not_asked_about(referral: Referral, says: Says) -> None:
    outcome = await advance(WITHDRAW, with_code(says, requested_slot="case_code"))
    assert (outcome.slots["case_code"], outcome.end) == (CODE, False)
    referral.looks = {"status": "closed"}
    assert names(await advance(WITHDRAW, with_code(says, requested_slot="case_code"))) == ["withdraw_closed"]


@pytest.mark.parametrize(("status", "said"), [("in_progress", "withdraw_held"), ("closed", "withdraw_closed")])
async def test_a_refused_withdrawal_is_said_honestly(referral: Referral, says: Says, status: str, said: str) -> None:
    referral.refuses["/api/cases/withdraw"] = 409
    referral.looks = {"status": status}
    outcome = await advance(WITHDRAW, says("yes", requested_slot="withdraw_confirm", case_code=CODE))
    assert (names(outcome), outcome.end) == ([said], True)


async def test_a_question_about_the_status_while_withdrawing_is_answered_and_withdraws_nothing(referral: Referral, says: Says) -> None:
    view = says("how is my report", intent="case_status", confidence=0.95, requested_slot="withdraw_confirm", case_code=CODE)
    outcome = await advance(WITHDRAW, view)
    assert (names(outcome)[0], outcome.end) == ("case_status_answer", True)
    assert "/api/cases/withdraw" not in [path for path, _ in referral.got]
