"""Which desk is meant, what a parameter becomes, and what may stand in a summary."""

import pytest

from bot.nlg import parameters, voice


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to talk to somebody about my house", "housing"), ("Ik wil met iemand praten over mijn woning", "housing"),
        ("chcę porozmawiać z kimś o mieszkaniu", "housing"), ("vreau să vorbesc cu cineva despre locuință", "housing"),
        ("искам да говоря с някого за квартирата", "housing"), ("iskam da govorq s nqkoi za kvartirata", "housing"),
        ("ktoś od mojej wypłaty", "work_rights"), ("somebody who helps with debts", "debt_income"), ("o persoană, vă rog", None),
        ("I want to speak to a person", None), ("ik wil een mens spreken", None), ("искам човек", None),
    ],
)  # fmt: skip
def test_the_words_name_the_desk(text: str, kind: str | None) -> None:
    assert voice.desk_kind_in(text) == kind


def test_a_date_is_written_as_people_write_it() -> None:
    assert parameters.in_words("date:2026-11-24T10:00:00Z", "en") == "24 November 2026"
    assert parameters.in_words("date:2026-11-24", "nl") == "24 november 2026"


def test_words_of_a_person_cannot_change_the_look_of_a_message() -> None:
    assert parameters.quote("*STOP* _now_\n\nplease") == "STOP now please"
    assert len(parameters.quote("word " * 500)) <= parameters.LONGEST_QUOTE + 2
