import pytest

from actions.answers import yes_or_no


@pytest.mark.parametrize("text", ["ja", "Ja hoor", "yes", "Yes please", "tak", "TAK!", "da", "Da, sigur", "да", "Добре", "dobre", "ok 👍"])
def test_yes_in_five_languages_and_two_scripts(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", ["nee", "no", "No thanks", "nie", "nu", "не", "ne", "НЕ!"])
def test_no_in_five_languages_and_two_scripts(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", ["", "misschien", "12", "maybe later", "yes but first I want to know what happens to my house"])
def test_anything_else_is_neither(text: str) -> None:
    assert yes_or_no(text) is None


def test_nu_is_now_in_dutch_and_no_in_romanian() -> None:
    assert yes_or_no("nu", "nl") is None
    assert yes_or_no("nu", "ro") is False
