"""Spelling: normalisation, folding, one key for both scripts, Latin Bulgarian."""

import pytest

from bot.nlu.bulgarian import Lexicon, to_cyrillic
from bot.nlu.normalise import canon, fold, normalise


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("aş vrea sã ştiu", "aș vrea sã știu"),
        ("heeeeelp", "heelp"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth \u00a0 space", "zerowidth space"),
        ("it’s “so”…", 'it\'s "so"...'),
    ],
)
def test_normalise_repairs_encoding_only(typed: str, wanted: str) -> None:
    assert normalise(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("Źle ŁÓDŹ żółć", "zle lodz zolc"), ("ĳs ßa", "ijs ssa"), ("Înțeleg", "inteleg"), ("Йордан", "йордан"), ("één", "een")],
)
def test_fold_drops_diacritics_and_keeps_cyrillic(typed: str, wanted: str) -> None:
    assert fold(typed) == wanted


def test_canon_gives_both_scripts_one_key() -> None:
    assert canon("Не ми плащат!") == "ne mi plashtat!"
    assert canon("ne mi plashtat!") == "ne mi plashtat!"


def test_canon_blurs_numbers_but_keeps_their_length() -> None:
    assert canon("13,50 €") == "00 00 €"
    assert canon("1234567812345678") == "0" * 16


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("ne mi pla6tat zaplatata", "не ми плащат заплатата"),
        ("ne mi plashtat", "не ми плащат"),
        ("kakvo da pravq sega", "какво да правя сега"),
        ("nqmam pari, 6te me izgonqt", "нямам пари, ще ме изгонят"),
        ("4ovekyt kaza", "човекът каза"),
        ("iskam da pitam neshto", "искам да питам нещо"),
        ("trqbwa mi doktor", "трябва ми доктор"),
        ("zashto", "защо"),
        ("az sym v Holandiq ot 6 meseca", "аз съм в холандия от 6 месеца"),
    ],
)
def test_latin_bulgarian_becomes_cyrillic(latin: str, cyrillic: str) -> None:
    texts = [
        "не ми плащат заплатата",
        "какво да правя сега",
        "нямам пари, ще ме изгонят",
        "човекът каза",
        "искам да питам нещо",
        "трябва ми доктор",
        "защо",
        "аз съм в холандия от 6 месеца",
    ]
    assert to_cyrillic(latin, Lexicon.from_texts(texts)) == cyrillic


def test_numbers_codes_and_dutch_terms_stay() -> None:
    lexicon = Lexicon.from_texts(["имам loonstrook и А1 от SNA", "пиша за фиша"])
    assert to_cyrillic("loonstrook A1 2026 10h 40", lexicon) == "loonstrook A1 2026 10h 40"
