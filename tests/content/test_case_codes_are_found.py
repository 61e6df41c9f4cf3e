"""A case code in the ways people type and say it."""

import pytest

from content.case_codes import find, is_almost, shown

CODE = "1234567890123456"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "1234 5678 9012 3456",
        "1234.5678.9012.3456",
        "1234-5678-9012-3456",
        "12, 34, 56, 78, 90, 12, 34, 56",
        "kod: 1234 5678 90123456",
        "１２３４ 5678 9012 3456",
        "12З4 5678 9О12 3456",
        "een twee drie vier, vijf zes zeven acht, negen nul één twee, drie vier vijf zes",
        "my code is one two three four five six seven eight nine zero 1234 5 6",
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć zero jeden dwa trzy cztery pięć sześć",
        "unu doi trei patru cinci șase șapte opt nouă zero unu doi trei patru cinci șase",
        "едно две три четири пет шест седем осем девет нула едно две три четири пет шест",
        "edno dve tri chetiri pet shest sedem osem devet nula edno dve tri chetiri pet shest",
    ],
)
def test_a_code_is_found_however_it_is_typed_or_said(text: str) -> None:
    assert find(text) == CODE


@pytest.mark.parametrize(
    "text",
    [
        "1234 5678 9012 345",
        CODE + "7",
        "hello",
        "06 12345678",
        "een twee drie",
        f"{CODE} 6543210987654321",
        "one two three four and five six",
    ],
)
def test_anything_else_is_no_code(text: str) -> None:
    assert find(text) is None


def test_a_mistyped_code_is_known_for_one_and_a_code_is_shown_in_groups() -> None:
    assert is_almost("1234 5678 9012 345")
    assert not is_almost(CODE)
    assert not is_almost("een twee drie")
    assert shown(CODE) == "1234 5678 9012 3456"
