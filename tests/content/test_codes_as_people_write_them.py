"""A case code as people copy, type, dictate and photograph it: found where it can be read in one way, and only there."""

import pytest

from content import case_codes as code

CODE = "1234567890123456"
SPOKEN = {
    "nl": "een twee drie vier vijf zes zeven acht negen nul een twee drie vier vijf zes",
    "en": "one two three four five six seven eight nine zero one two three four five six",
    "pl": "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć zero jeden dwa trzy cztery pięć sześć",
    "ro": "unu doi trei patru cinci șase șapte opt nouă zero unu doi trei patru cinci șase",
    "bg": "едно две три четири пет шест седем осем девет нула едно две три четири пет шест",
    "bg in Latin": "edno dve tri chetiri pet shest sedem osem devet nula edno dve tri chetiri pet shest",
}
WRITTEN = [
    "1234567890123456", "1234 5678 9012 3456", "1234.5678.9012.3456", "1234-5678-9012-3456", "1234–5678–9012–3456",
    "1234\u00a05678\u00a09012\u00a03456", "1234/5678/9012/3456", "*1234 5678 9012 3456*", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6",
    "1234,5678,9012,3456", "(1234) 5678\n9012 3456", "mijn code is 1234 5678 9012 3456, dank je", "kod:1234567890123456.",
    "l234 5678 9Ol2 3456", "12З4 5678 9О12 З456", "1234 567B 9012 345б", "1234 5678 90I2 3456",
    "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "１２３４ ５６７８ ９０１２ ３４５６", "1234 5678 negen nul een twee 3456", "1234 5678 девет 0 1 2 3456",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_code_is_read_however_it_is_written(text: str) -> None:
    assert code.find(text) == CODE


@pytest.mark.parametrize("language", SPOKEN)
def test_a_code_in_words_is_read_in_every_language(language: str) -> None:
    assert code.find(SPOKEN[language]) == CODE
    assert code.find(f"Kod: {SPOKEN[language].upper()}.") == CODE


@pytest.mark.parametrize(
    "text",
    [
        "1234 5678 9012 345", "1234 5678 9012 3456 7", "twelve thirty-four fifty-six", "06 12345678", "NL91ABNA0417164300",
        "1234 5678 9012 3456 or 6543 2109 8765 4321", "OOOO llll SSSS ZZZZ", "we are with six people in three rooms", "",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    assert code.find(text) is None


@pytest.mark.parametrize(
    ("text", "when_asked", "always"),
    [
        ("1234 5678 9012 345", True, True), ("1234-5678-9012-34567", True, True), ("12345", True, False), ("1234 5678", True, False),
        ("jeden dwa trzy cztery pięć sześć", True, False), ("1234", False, False), ("I have 6 children", False, False),
        ("hello", False, False), (WRITTEN[1], False, False),
    ],
)  # fmt: skip
def test_a_mistyped_code_is_noticed_sooner_where_a_code_was_asked(text: str, when_asked: bool, always: bool) -> None:
    assert (code.is_almost(text, asked=True), code.is_almost(text)) == (when_asked, always)


LOST = [
    "ik ben de code kwijt", "ik heb geen code", "nee", "I lost it", "I don't have the code", "nie mam kodu", "zgubiłem kod", "nu am codul",
    "l-am pierdut", "нямам го вече", "загубих кода", "nqmam kod",
]  # fmt: skip


@pytest.mark.parametrize("text", LOST)
def test_a_lost_code_is_understood(text: str) -> None:
    assert code.is_lost(text)


@pytest.mark.parametrize("text", ["hello", "what is the minimum wage", "1234 5678", "wat is een code", ""])
def test_other_words_are_no_lost_code(text: str) -> None:
    assert not code.is_lost(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("66З2 9ОО7 2З68 ЗЗ27", ""), ("mijn code is 1234", "mijn code is"), ("ОО ЗЗ", ""), (SPOKEN["pl"], SPOKEN["pl"]), ("1234", "")],
)
def test_only_real_words_tell_the_language_of_a_message_with_a_code(text: str, words: str) -> None:
    assert code.speech(text) == words
