"""Numbers as people write them when they choose: digits, keycaps, words in five languages. As `words.bare` gives them."""

from content.counting import NUMBERS

PREFIXES = ("nr", "no", "nummer", "number", "numer", "numar", "numarul", "nomer", "optie", "option", "opcja", "optiunea", "optsiya")


def read(text: str) -> int | None:
    """The number a bare text stands for, or None."""
    first, _, rest = text.partition(" ")
    if first in PREFIXES and rest:
        text = rest
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    return NUMBERS.get(text)
