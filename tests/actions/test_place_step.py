"""The question "where is it?": what is found is offered, a name of several places is chosen from, nothing is taken unasked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from actions.forms.definition import FORMS
from actions.forms.flow import advance
from actions.forms.outcome import Outcome
from actions.view import View
from content.places import find_place
from tests.content.places.measure import rows

FORM = FORMS["report_form"]
Says = Callable[..., View]
TOLD = {"report_text": "My boss has not paid me for two months", "told": True, "abuse_kind": "pay"}
BASE: dict[str, Any] = {**TOLD, "requested_slot": "place"}
pytestmark = pytest.mark.usefixtures("referral")


def offered(code: str = "1783", name: str = "Naaldwijk (Westland)", said: str = "w Naaldwijku") -> dict[str, Any]:
    return {**BASE, "ask": {"variant": "place_confirm", "place_code": code, "place_name": name, "place_said": said}}


def taken(outcome: Outcome) -> tuple[Any, ...]:
    return tuple(outcome.slots.get(name) for name in ("place", "municipality", "municipality_name"))


async def test_a_place_is_offered_and_not_yet_taken(says: Says) -> None:
    outcome = await advance(FORM, says("w Naaldwijku", language="pl", **BASE))
    assert outcome.ask is not None
    assert (outcome.ask["variant"], outcome.ask["place_name"]) == ("place_confirm", "Naaldwijk (Westland)")
    assert "place" not in outcome.slots


@pytest.mark.parametrize("answer", [{"value": "right_place"}, {"text": "tak"}, {"text": "Naaldwijk"}])
async def test_a_yes_takes_the_place_with_the_workers_own_words(says: Says, answer: dict[str, str]) -> None:
    assert taken(await advance(FORM, says(**answer, language="pl", **offered()))) == ("w Naaldwijku", "1783", "Westland")


@pytest.mark.parametrize("answer", [{"value": "other_place"}, {"text": "nie"}, {"text": "nie Naaldwijk"}])
async def test_a_no_asks_again(says: Says, answer: dict[str, str]) -> None:
    outcome = await advance(FORM, says(**answer, language="pl", **offered()))
    assert (outcome.ask, outcome.end) == (None, False)
    assert taken(outcome) == (None, None, None)


async def test_another_place_instead_of_a_yes_is_offered_in_turn(says: Says) -> None:
    outcome = await advance(FORM, says("nie, w Tilburgu", language="pl", **offered()))
    assert (outcome.variant, outcome.given["place_code"]) == ("place_confirm", "0855")


async def test_a_name_of_several_places_is_chosen_from(says: Says) -> None:
    outcome = await advance(FORM, says("Rijswijk", **BASE))
    assert outcome.variant == "place_choose"
    assert [o["payload"] for o in outcome.options] == ["choose?value=0603", "choose?value=1959", "choose?value=0214"]
    chosen = await advance(FORM, says(value="1959", **BASE))
    assert taken(chosen) == ("Altena", "1959", "Altena")


async def test_a_shared_location_is_offered_too(says: Says) -> None:
    view = replace(says("", kind="location", **BASE), entities={"place": "51.99500,4.21000"})
    outcome = await advance(FORM, view)
    assert (outcome.variant, outcome.given["place_name"]) == ("place_confirm", "Westland")


async def test_a_municipality_known_from_a_location_before_is_asked_about(says: Says) -> None:
    told = {"report_text": "They have not paid me since March", "told": True, "abuse_guess": "pay", "requested_slot": "abuse_kind"}
    outcome = await advance(FORM, says("yes", municipality="0983", municipality_name="Venlo", **told))
    assert (outcome.variant, outcome.given.get("place_code")) == ("place_confirm", "0983")


@pytest.mark.parametrize("row", [r for r in rows("forms.jsonl") if isinstance(r["code"], str)][::40], ids=lambda r: str(r["text"]))
async def test_the_form_offers_what_the_measured_search_finds(says: Says, row: dict[str, Any]) -> None:
    best = find_place(row["text"]).best
    outcome = await advance(FORM, says(row["text"], **BASE))
    assert best is not None
    assert outcome.given["place_code"] == best.code
