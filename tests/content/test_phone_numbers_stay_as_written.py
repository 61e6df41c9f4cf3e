"""A number to dial is never formatted as an amount."""

from datetime import date

import pytest

from content.catalogue import load_catalogue
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
