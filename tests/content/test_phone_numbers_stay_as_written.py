"""A number to dial is never formatted as an amount."""

from datetime import date

import pytest

from content.catalogue import load_catalogue
from content.html import to_html
from content.languages import LANGUAGES
from content.placeholders import parse, value_of

CATALOGUE = load_catalogue()
PHONES = [name for name in CATALOGUE.facts.by_series if name.startswith("phone.")]


@pytest.mark.parametrize("name", PHONES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phone_number_is_shown_as_it_is_dialled(name: str, lang: str) -> None:
    record = CATALOGUE.facts.records(name)[0]
    shown = value_of(parse(name, CATALOGUE.facts), CATALOGUE.facts, CATALOGUE.links, lang, date(2026, 11, 24))
    assert shown is not None
    assert shown[0] == record.value


def test_the_helpline_for_trafficking_is_the_real_number() -> None:
    assert "033 448 11 86" in CATALOGUE.answer("exploitation", "nl", date(2026, 11, 24)).full


def test_every_number_that_an_answer_names_can_be_tapped() -> None:
    answers = " ".join(answer.full for answer in CATALOGUE.answers.values())
    for name in PHONES:
        record = CATALOGUE.facts.records(name)[0]
        for part, number in (("", record.value), (".abroad", record.value_abroad)):
            if f"{{{{{name}{part}}}}}" in answers:
                digits = number.replace(" ", "").replace("-", "")
                assert f'<a href="tel:{digits}">{number}</a>' in to_html(f"Bel {number}."), name


def test_amounts_and_sites_are_no_phone_numbers() -> None:
    for text in ("14 010 €", "€ 112,50", "112.5", "113.nl", "113 €"):
        assert "tel:" not in to_html(f"Kijk: {text}"), text
