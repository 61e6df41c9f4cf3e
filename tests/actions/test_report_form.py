"""The report form, message by message, without Rasa around it."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.forms import abuse
from actions.forms.definition import FORMS
from actions.forms.flow import advance
from actions.view import View
from tests.actions.conftest import Referral

FORM = FORMS["report_form"]
Says = Callable[..., View]
WORDS = "My boss has not paid me for two months"
FILLED: dict[str, Any] = {
    "report_text": WORDS, "told": True, "abuse_kind": "pay", "happened_when": "", "about_whom": "", "how_many": "",
    "place": "Rotterdam", "municipality": "0599", "municipality_name": "Rotterdam", "may_contact": False,
    "case_nonce": "0" * 32, "desk_name": "Desk Rotterdam", "requested_slot": "confirm",
}  # fmt: skip
TOLD: dict[str, Any] = {"report_text": WORDS, "told": True, "abuse_kind": "pay"}
SKIPPED: dict[str, Any] = {**TOLD, "place": "", "happened_when": "", "about_whom": "", "how_many": ""}
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
    view = says("what is the minimum wage", intent="minimum_wage", confidence=0.9, requested_slot="may_contact", **SKIPPED)
    outcome = await advance(FORM, view)
    assert outcome.says == [("utter_minimum_wage", {})]
    assert outcome.variant == "contact_again"
    assert "may_contact" not in outcome.slots


async def test_stop_leaves_the_form_and_says_so(says: Says) -> None:
    outcome = await advance(FORM, says("cancel", intent="cancel", kind="choice", requested_slot="place"))
    assert outcome.end
    assert outcome.says == [("utter_cancelled_report", {})]


async def test_a_place_that_nobody_knows_is_asked_again_and_then_the_way_out_is_offered(says: Says) -> None:
    first = await advance(FORM, says("Qqqqwwww", requested_slot="place", **TOLD))
    assert first.variant == "place_unknown"
    second = await advance(FORM, says("Qqqqwwww", requested_slot="place", **TOLD, place_tries=1))
    assert second.variant == "place_give_up"
    third = await advance(FORM, says(value="no_place", requested_slot="place", **TOLD))
    assert third.slots["place"] == ""
    assert third.slots["municipality"] is None


async def test_contact_is_no_unless_yes_was_said(says: Says) -> None:
    unsure = await advance(FORM, says("maybe", intent="affirm", confidence=0.9, requested_slot="may_contact", **SKIPPED))
    assert "may_contact" not in unsure.slots
    yes = await advance(FORM, says("tak", requested_slot="may_contact", **SKIPPED))
    assert yes.slots["may_contact"] is True


async def test_a_web_chat_is_not_asked_for_contact(says: Says) -> None:
    outcome = await advance(FORM, says(value="no_place", requested_slot="place", **TOLD, channel="web"))
    assert outcome.slots["may_contact"] is False


async def test_the_summary_has_a_nonce_and_the_name_of_the_desk(says: Says) -> None:
    outcome = await advance(FORM, says("nee", requested_slot="may_contact", **{**SKIPPED, "place": "Rotterdam", "municipality": "0599"}))
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


async def test_the_story_grows_until_done(says: Says) -> None:
    more = await advance(FORM, says("and he also hit me", requested_slot="told", report_text=WORDS))
    assert more.slots["report_text"] == f"{WORDS}\nand he also hit me"
    assert "told" not in more.slots
    done = await advance(FORM, says("That's all!", requested_slot="told", report_text=WORDS))
    assert done.slots["told"] is True


@pytest.mark.parametrize("text", ["no and he also hit me", "да, и ме удари"])
async def test_yes_or_no_with_more_words_is_more_of_the_story(says: Says, text: str) -> None:
    outcome = await advance(FORM, says(text, requested_slot="told", report_text=WORDS))
    assert text in outcome.slots["report_text"]


@pytest.mark.parametrize(
    ("ranking", "text", "kind"),
    [
        ((("report_abuse", 0.6), ("unpaid_wages", 0.3)), WORDS, "pay"),
        ((("exploitation", 0.9),), "he threatens us", "threats"),
        ((("exploitation", 0.9),), "szef zabrał mi paszport", "papers"),
        ((("bank_account", 0.9),), "something with my bank", None),
    ],
)
def test_the_kind_of_abuse_is_guessed_from_the_words(ranking: tuple[tuple[str, float], ...], text: str, kind: str | None) -> None:
    assert abuse.guess(View(text, ranking=ranking)) == kind


@pytest.mark.parametrize(
    ("kind", "talked_about", "topic"),
    [
        ("pay", "wage_deductions", "wage_deductions"),
        ("pay", "bad_housing", "unpaid_wages"),
        ("housing", None, "bad_housing"),
        ("papers", "exploitation", "exploitation"),
        ("other", "dentist", "dentist"),
        ("other", None, None),
    ],
)
def test_the_subject_of_a_report_is_what_was_chosen_and_not_what_was_asked_before(kind: str, talked_about: str, topic: str | None) -> None:
    assert abuse.topic_of(kind, talked_about) == topic


async def test_the_guess_is_put_as_a_question_and_only_yes_takes_it(says: Says) -> None:
    told = await advance(FORM, says(value="done", requested_slot="told", report_text=WORDS, abuse_guess="pay"))
    assert told.variant == "abuse_guess"
    assert "abuse_kind" not in told.slots
    slots = {"requested_slot": "abuse_kind", "report_text": WORDS, "told": True, "abuse_guess": "pay"}
    assert (await advance(FORM, says("ja", **slots))).slots["abuse_kind"] == "pay"
    assert (await advance(FORM, says("nee", **slots))).slots["abuse_guess"] is None


async def test_back_asks_the_question_before_and_never_throws_the_story_away(says: Says) -> None:
    back = await advance(FORM, says("wstecz", requested_slot="happened_when", **{**TOLD, "place": "Venlo", "municipality": "0983"}))
    assert (back.slots["place"], back.slots["municipality"]) == (None, None)
    told = await advance(FORM, says("назад", requested_slot="told", report_text=WORDS))
    assert told.variant == "ask_report_text"
    assert "report_text" not in told.slots


async def test_a_web_chat_goes_back_past_the_question_it_is_not_asked(says: Says) -> None:
    back = await advance(FORM, says("back", channel="web", **FILLED))
    assert back.slots["how_many"] is None


@pytest.mark.parametrize("text", ["skip", "weet niet", "nie wiem", "nu știu", "не знам"])
async def test_optional_questions_are_skipped_and_contact_then_is_no(says: Says, text: str) -> None:
    who = await advance(FORM, says(text, requested_slot="about_whom", **{**SKIPPED, "about_whom": None}))
    assert who.slots["about_whom"] == ""
    contact = await advance(FORM, says(text, requested_slot="may_contact", **SKIPPED))
    assert contact.slots["may_contact"] is False


async def test_what_cannot_be_skipped_says_so(says: Says) -> None:
    outcome = await advance(FORM, says("skip", requested_slot="report_text"))
    assert outcome.says == [("utter_cannot_skip", {})]


@pytest.mark.parametrize("text", ["change 5", "zmień nr 5", "schimbă 5", "промени 5", "verander regel 5"])
async def test_one_line_of_the_summary_is_changed_by_its_number(says: Says, text: str) -> None:
    outcome = await advance(FORM, says(text, **FILLED))
    assert outcome.slots["about_whom"] is None


async def test_stop_with_a_story_is_asked_back_and_a_second_stop_erases(says: Says) -> None:
    slots = {"requested_slot": "place", **TOLD}
    asked = await advance(FORM, says("stop", **slots))
    assert asked.variant == "stop_sure"
    assert not asked.end
    again = await advance(FORM, says("stop", ask={"variant": "stop_sure"}, **slots))
    assert again.end


async def test_a_wish_for_a_person_takes_the_story_along(says: Says) -> None:
    slots = {"requested_slot": "place", **TOLD}
    asked = await advance(FORM, says("I want to talk to a person", intent="talk_to_desk", confidence=0.9, **slots))
    assert asked.variant == "switch_to_person"
    over = await advance(FORM, says(value="over_person", **slots))
    assert (over.end, over.next_form) == (True, "referral_form")
    assert "report_text" in over.keep


async def test_two_misses_in_a_row_offer_a_person(says: Says) -> None:
    slots = {"requested_slot": "place", **TOLD}
    first = await advance(FORM, says("Qqqqwwww", **slots))
    assert first.slots["misses"] == 1
    second = await advance(FORM, says("Qqqqwwww", misses=1, **slots))
    assert ("utter_lost_in_form", {}) in second.says


async def test_before_the_summary_stands_what_this_desk_can_do_without_a_name(says: Says) -> None:
    housing = {**SKIPPED, "abuse_kind": "housing", "place": "Rotterdam", "municipality": "0599"}
    outcome = await advance(FORM, says("no", requested_slot="may_contact", **housing))
    assert [name for name, _ in outcome.says] == ["utter_nameless_housing", "utter_seen_whatsapp"]
    changed = await advance(FORM, says("no", requested_slot="may_contact", case_nonce="0" * 32, desk_name="x", **housing))
    assert changed.says == []


@pytest.mark.parametrize(
    ("intent", "said", "form"), [("minimum_wage", "utter_minimum_wage", None), ("talk_to_desk", None, "referral_form")]
)
async def test_the_code_question_holds_nobody(says: Says, intent: str, said: str | None, form: str | None) -> None:
    outcome = await advance(
        FORMS["add_form"], says("something else", intent=intent, confidence=0.9, requested_slot="case_code"), "add_form"
    )
    assert outcome.end
    assert outcome.next_form == form
    assert [name for name, _ in outcome.says] == ([said] if said else [])
