"""The report form, message by message, without Rasa around it."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.forms.definition import FORMS
from actions.forms.flow import advance
from actions.view import View
from tests.actions.conftest import Referral

FORM = FORMS["report_form"]
Says = Callable[..., View]
WORDS = "My boss has not paid me for two months"
FILLED: dict[str, Any] = {
    "report_text": WORDS, "place": "Rotterdam", "municipality": "0599", "municipality_name": "Rotterdam", "may_contact": False,
    "case_nonce": "0" * 32, "desk_name": "Desk Rotterdam", "requested_slot": "confirm",
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("referral")


async def test_own_words_are_taken_as_they_are(says: Says) -> None:
    outcome = await advance(FORM, says(WORDS, intent="unpaid_wages", confidence=0.95, requested_slot="report_text"))
    assert outcome.slots["report_text"] == WORDS


@pytest.mark.parametrize("text", ["x", "boss"])
async def test_a_bare_word_is_no_report(says: Says, text: str) -> None:
    outcome = await advance(FORM, says(text, requested_slot="report_text"))
    assert "report_text" not in outcome.slots
    assert outcome.variant == "report_text_too_short"


async def test_a_button_is_no_report(says: Says) -> None:
    outcome = await advance(FORM, says("minimum_wage", intent="minimum_wage", kind="choice", requested_slot="report_text"))
    assert "report_text" not in outcome.slots
    assert outcome.says == [("utter_minimum_wage", {})]


async def test_a_language_change_asks_the_same_question_again(says: Says) -> None:
    view = says("change_language?language=pl", intent="change_language", kind="choice", requested_slot="report_text")
    outcome = await advance(FORM, view)
    assert [name for name, _ in outcome.says] == ["utter_change_language"]
    assert not outcome.end


async def test_a_question_in_between_is_answered_and_the_form_goes_on(says: Says) -> None:
    view = says(
        "what is the minimum wage", intent="minimum_wage", confidence=0.9, requested_slot="may_contact", report_text=WORDS, place=""
    )
    outcome = await advance(FORM, view)
    assert outcome.says == [("utter_minimum_wage", {})]
    assert outcome.variant == "contact_again"
    assert "may_contact" not in outcome.slots


async def test_stop_leaves_the_form_and_says_so(says: Says) -> None:
    outcome = await advance(FORM, says("cancel", intent="cancel", kind="choice", requested_slot="place"))
    assert outcome.end
    assert outcome.says == [("utter_cancelled_report", {})]


async def test_a_place_that_nobody_knows_is_asked_again_and_then_the_way_out_is_offered(says: Says) -> None:
    first = await advance(FORM, says("Qqqqwwww", requested_slot="place", report_text=WORDS))
    assert first.variant == "place_unknown"
    second = await advance(FORM, says("Qqqqwwww", requested_slot="place", report_text=WORDS, place_tries=1))
    assert second.variant == "place_give_up"
    third = await advance(FORM, says(value="no_place", requested_slot="place", report_text=WORDS))
    assert third.slots["place"] == ""
    assert third.slots["municipality"] is None


async def test_contact_is_no_unless_yes_was_said(says: Says) -> None:
    unsure = await advance(FORM, says("maybe", intent="affirm", confidence=0.9, requested_slot="may_contact", report_text=WORDS, place=""))
    assert "may_contact" not in unsure.slots
    yes = await advance(FORM, says("tak", requested_slot="may_contact", report_text=WORDS, place=""))
    assert yes.slots["may_contact"] is True


async def test_a_web_chat_is_not_asked_for_contact(says: Says) -> None:
    outcome = await advance(FORM, says(value="no_place", requested_slot="place", report_text=WORDS, channel="web"))
    assert outcome.slots["may_contact"] is False


async def test_the_summary_has_a_nonce_and_the_name_of_the_desk(says: Says) -> None:
    outcome = await advance(FORM, says("nee", requested_slot="may_contact", report_text=WORDS, place="Rotterdam", municipality="0599"))
    assert len(outcome.slots["case_nonce"]) == 32
    assert outcome.slots["desk_name"] == "Desk Rotterdam"


async def test_one_thing_can_be_changed(says: Says) -> None:
    asked = await advance(FORM, says(value="change", **FILLED))
    assert asked.variant == "change_report"
    changed = await advance(FORM, says(value="change_text", **FILLED))
    assert changed.slots["report_text"] is None


async def test_yes_files_once_and_gives_the_code(says: Says, referral: Referral) -> None:
    outcome = await advance(FORM, says("yes", **FILLED))
    assert outcome.end
    assert outcome.slots["filed"] is True
    (name, given), *_ = outcome.says
    assert name == "utter_filed_report"
    assert given["code"].replace(" ", "") in referral.cases
    assert "ticket" not in given
    again = await advance(FORM, says("yes", **FILLED))
    assert again.says[0][1]["code"] == given["code"]
    assert referral.keys == ["0" * 32] * 2


async def test_a_wish_for_contact_gives_a_ticket(says: Says) -> None:
    outcome = await advance(FORM, says("yes", **{**FILLED, "may_contact": True}))
    assert outcome.says[0][1]["ticket"] == "00000000-0000-0000-0000-000000000000"
    assert "utter_filed_contact" in [name for name, _ in outcome.says]


async def test_after_a_pause_the_report_is_offered_and_nothing_is_taken_as_an_answer(says: Says) -> None:
    slots = {"report_text": WORDS, "requested_slot": "place", "paused": True}
    outcome = await advance(FORM, says("Rotterdam", **slots))
    assert outcome.variant == "resume_report"
    assert "municipality" not in outcome.slots
    onward = await advance(FORM, says(value="continue", **slots))
    assert onward.variant is None
    assert not onward.end
