"""What of a message the editors may see."""

import re

import pytest

from bot.tally.anonymous import anonymous
from bot.tally.notes import Feedback
from bot.tally.sketch import pieces, without_parts


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ik heet jan de vries en wil mijn fiets terug", ("jan", "vries")),
        ("my name is john smith where is my bike", ("john", "smith")),
        ("Nazywam się Anna Nowak, gdzie jest mój rower", ("anna", "nowak")),
        ("Mă numesc Ion Popescu, unde e bicicleta", ("ion", "popescu")),
        ("казвам се иван петров къде е колелото", ("иван", "петров")),
        ("pan Kowalski zabrał mi rower", ("kowalski",)),
        ("waar woont mijn baas Willem Jansen", ("willem", "jansen")),
        ("mijn bsn is 123456782 en mail jan@voorbeeld.nl", ("123456782", "jan@", "voorbeeld")),
        ("stort het op NL91ABNA0417164300 of bel 06 12345678", ("0417164300", "12345678")),
        ("ik woon op Dorpsstraat 12, 2671 AB", ("dorpsstraat", "12", "2671")),
        ("kijk op https://example.org/jan en @jan_91", ("example", "jan")),
    ],
)
def test_names_and_numbers_are_in_no_piece(text: str, gone: tuple[str, ...]) -> None:
    shown = " | ".join([anonymous(text).casefold(), *pieces(text)])
    assert not [part for part in gone if re.search(rf"(?<!\w){re.escape(part)}", shown)], shown
    assert not re.search(r"\d", shown)


def test_the_same_question_in_other_words_shares_a_piece() -> None:
    first, second = pieces("waar kan ik mijn rijbewijs omwisselen?"), pieces("Rijbewijzen omwisselen hoe gaat dat")
    assert set(first) & set(second) == {"omwisse + rijbewi"}
    assert set(pieces("Где")) == set()
    assert set(pieces("как да сменя шофьорската книжка")) & set(pieces("смяна на шофьорска книжка")) == {"книжка + шофьорс"}


def test_offices_in_capitals_are_words_and_empty_words_are_none() -> None:
    assert "uwv" in pieces("wat is het UWV")
    assert pieces("hello, please help") == []
    assert len(pieces(" ".join(f"woord{letter * 3}x" for letter in "abcdefghijklmnop"))) <= 16


def test_of_a_wording_and_its_pairs_the_wording_is_listed() -> None:
    texts = {"fiets stallen station": 4, "fiets + stallen": 4, "fiets + station": 6, "fiets + huren": 3}
    assert without_parts(texts) == ["fiets stallen station", "fiets + station", "fiets + huren"]


def test_feedback_is_read_only_when_it_says_something() -> None:
    assert Feedback.read({"topic": "payslip", "useful": False}) == Feedback("payslip", False)
    assert Feedback.read({"topic": "payslip", "missing": " the date "}) == Feedback("payslip", None, "the date")
    for nothing in (None, "yes", {}, {"topic": "payslip"}, {"topic": "", "useful": True}, {"topic": "payslip", "useful": "yes"}):
        assert Feedback.read(nothing) is None
