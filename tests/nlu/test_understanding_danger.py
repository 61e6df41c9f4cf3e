"""Danger words: one sentence per kind and language that must be caught, and everyday ones that must not."""

import pytest

from bot.channel.languages import asked
from bot.nlu.danger import KINDS, kinds
from bot.nlu.danger_table import TABLE
from content.languages import LANGUAGES, NAMES

CAUGHT = [
    ("violence", "ik ben geslagen door mijn baas"),
    ("violence", "the supervisor hit me yesterday"),
    ("violence", "brygadzista mnie uderzył"),
    ("violence", "șeful m-a lovit"),
    ("violence", "шефът ме удари"),
    ("violence", "6efyt me udari"),
    ("held", "ze houden ons vast in het huis"),
    ("held", "they locked us in the house"),
    ("held", "zamknęli nas w domu"),
    ("held", "ne-au încuiat în casă"),
    ("held", "заключиха ни в къщата"),
    ("held", "ne ni puskat da izlezem"),
    ("passport", "mijn paspoort is afgepakt"),
    ("passport", "he took my passport"),
    ("passport", "szef zabrał mi paszport"),
    ("passport", "mi-a luat pașaportul"),
    ("passport", "взеха ми паспорта"),
    ("passport", "vzeha mi pasporta"),
    ("suicide", "ik wil niet meer leven"),
    ("suicide", "i want to kill myself"),
    ("suicide", "nie chcę już żyć"),
    ("suicide", "nu mai vreau să trăiesc"),
    ("suicide", "не искам да живея повече"),
    ("suicide", "ne iskam da jiveq"),
    ("medical", "hij ademt niet meer"),
    ("medical", "she is unconscious"),
    ("medical", "kolega jest nieprzytomny"),
    ("medical", "colegul nu respiră"),
    ("medical", "колегата е в безсъзнание"),
    ("medical", "ne moje da di6a"),
    ("fire", "er is brand in huis"),
    ("fire", "the house is on fire"),
    ("fire", "dom się pali, pali się"),
    ("fire", "a luat foc casa"),
    ("fire", "къщата гори"),
    ("fire", "ima pojar"),
    ("frost", "ik slaap buiten in de kou"),
    ("frost", "we are sleeping in the car"),
    ("frost", "śpię na dworze"),
    ("frost", "dorm afară în parc"),
    ("frost", "спя навън"),
    ("frost", "spq v kolata"),
]


@pytest.mark.parametrize(("kind", "text"), CAUGHT)
def test_caught(kind: str, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "wat is het minimumloon",
        "when do I get my holiday pay",
        "ile mam dni urlopu",
        "cât costă dentistul",
        "колко дни отпуск имам",
        "kolko struva zubolekar",
        "ik wil Nederlands leren",
        "how do I get a DigiD",
        "unde mă înregistrez la primărie",
    ],
)
def test_everyday_questions_are_no_danger(text: str) -> None:
    assert kinds(text) == []


def test_every_kind_has_words_in_every_language() -> None:
    assert set(TABLE) == set(KINDS)
    assert all(set(languages) == {"nl", "en", "pl", "ro", "bg"} for languages in TABLE.values())


def test_every_language_that_is_offered_has_words_of_danger_and_can_be_asked_for() -> None:
    assert [lang for kind in TABLE.values() for lang in LANGUAGES if not kind.get(lang)] == []
    assert [lang for lang in LANGUAGES if asked(NAMES[lang]) != lang] == []
