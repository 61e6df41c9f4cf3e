"""How well places are found: forms written without looking at the list of aliases, and pins on railway stations (docs/places.md)."""

import json

import pytest

from content.gazetteer import index
from content.places import find_place
from content.spelling import words
from deploy.place_lines import answers
from tests.content.places.measure import rows, wrong_forms, wrong_pins


def test_nearly_every_written_form_gives_its_municipality() -> None:
    all_ = len(list(rows("forms.jsonl")))
    assert all_ >= 500
    wrong = wrong_forms()
    assert 1 - len(wrong) / all_ >= 0.97, [row["text"] for row, _ in wrong]


def test_where_a_form_is_not_understood_hardly_ever_a_wrong_municipality_is_named() -> None:
    named = [row["text"] for row, match in wrong_forms() if match.kind == "one"]
    assert len(named) <= 5, named


def test_nearly_every_pin_gives_its_municipality() -> None:
    all_ = len(list(rows("pins.jsonl")))
    assert all_ >= 200
    wrong = wrong_pins()
    assert 1 - len(wrong) / all_ >= 0.95, [row["name"] for row, _ in wrong]


def test_the_codes_of_the_measure_are_municipalities_of_today() -> None:
    known = set(index().municipalities)
    for row in [*rows("forms.jsonl"), *rows("pins.jsonl")]:
        codes = row["code"] if isinstance(row["code"], list) else [row["code"]] if row["code"] else []
        assert set(codes) <= known, row


@pytest.mark.parametrize(
    "text",
    [
        "best wel ver", "mijn loon is te laag", "ik wacht op hem", "te hard werken", "ask at the town hall", "alles is echt heel duur",
        "dit is de winkel van mijn buren", "cazul 5066 1193 7724 8841", "bel 0800 5151", "nu e al meu", "hoe meld ik me af bij hem",
        "ga op meer plekken zoeken", "umieram z bólu, kamień w nerce", "мина на червено", "de manager zegt woorden",
    ],
)  # fmt: skip
def test_a_word_of_ordinary_talk_is_no_village(text: str) -> None:
    assert find_place(text).kind == "none", [p.place for p in find_place(text).candidates]


@pytest.mark.parametrize(("text", "code"), [("Best", "0753"), ("ik woon in Best", "0753"), ("Winkel", "1911"), ("w Made", "1719")])
def test_a_town_with_the_name_of_an_ordinary_word_is_found_where_it_stands_as_a_place(text: str, code: str) -> None:
    assert [p.code for p in find_place(text).candidates] == [code]


def test_ordinary_words_stand_in_the_list_as_they_are_compared() -> None:
    assert [word for word in index().ordinary if words(word) != [word]] == []


def test_the_command_line_prints_what_a_form_can_be() -> None:
    asked = ['{"text": "Hengelo"}', '{"text": "w Hadze"}', '{"text": "nu stiu"}', '{"lat": 51.92, "lon": 4.48}', "no json", "3"]
    several, one, none, pin, *bad = [json.loads(line) for line in answers(asked)]
    assert (several["code"], several["ambiguous"], [c["code"] for c in several["candidates"]]) == (None, True, ["0164", "1876"])
    assert one == {
        "code": "0518",
        "name": "Den Haag",
        "ambiguous": False,
        "candidates": [{"code": "0518", "name": "Den Haag", "province": "Zuid-Holland"}],
    }
    assert none == {"code": None, "name": None, "ambiguous": False, "candidates": []}
    assert pin["code"] == "0599"
    assert all("error" in answer for answer in bad)
