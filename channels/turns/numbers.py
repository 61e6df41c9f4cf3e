"""Numbers as people write them when they choose: digits, keycaps, words in five languages. As `words.bare` gives them."""

WORDS = {
    1: "een one jeden jedna jedno unu una edno edin edna",
    2: "twee two dwa dwie doi doua dve dva",
    3: "drie three trzy trei tri",
    4: "vier four cztery patru chetiri",
    5: "vijf five piec cinci pet",
    6: "zes six szesc sase shest",
    7: "zeven seven siedem sapte sedem",
    8: "acht eight osiem opt osem",
    9: "negen nine dziewiec noua devet",
    10: "tien ten dziesiec zece deset",
    11: "elf eleven jedenascie unsprezece edinadeset edinayset",
    12: "twaalf twelve dwanascie doisprezece dvanadeset dvanayset",
}
NUMBERS = {word: number for number, words in WORDS.items() for word in words.split()}
PREFIXES = ("nr", "no", "nummer", "number", "numer", "numar", "numarul", "nomer", "optie", "option", "opcja", "optiunea", "optsiya")


def read(text: str) -> int | None:
    """The number a bare text stands for, or None."""
    first, _, rest = text.partition(" ")
    if first in PREFIXES and rest:
        text = rest
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    return NUMBERS.get(text)
