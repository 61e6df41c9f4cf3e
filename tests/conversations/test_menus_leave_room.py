"""0 is the menu and 9 the language under every question, so no list has a ninth line; and what can be changed stands in every list."""

import pytest

from actions import knowledge
from actions.forms import abuse
from actions.forms.confirm import CHANGES
from actions.forms.steps import DESK_KINDS
from content.live import catalogue

RESPONSES = catalogue().responses


@pytest.mark.parametrize("name", RESPONSES)
def test_no_question_has_a_ninth_line(name: str) -> None:
    assert len(RESPONSES[name].get("options", [])) <= 8


@pytest.mark.parametrize("kind", ["report", "referral"])
def test_every_line_of_a_summary_can_be_changed_and_the_numbers_are_those_of_the_list(kind: str) -> None:
    changes = knowledge.changes(kind)
    assert list(changes) == list(range(1, len(changes) + 1))
    assert set(changes.values()) <= set(CHANGES)
    assert changes[3] == "change_place"


def test_every_kind_of_abuse_and_of_desk_is_on_one_of_the_two_pages() -> None:
    def offered(*names: str) -> set[str]:
        return {str(o["payload"]).partition("value=")[2] for name in names for o in RESPONSES[name]["options"]}

    assert set(abuse.DESKS) <= offered("ask_report_form_abuse_kind", "abuse_kind_more")
    assert set(DESK_KINDS) <= offered("ask_referral_form_desk_kind", "desk_kind_more")
