"""Numbers as people write them instead of digits, in five languages, in Latin and Cyrillic letters. A table; pure."""

# without accents; Bulgarian in both scripts
_WORDS = {
    0: "nul zero nula нула",
    1: "een one jeden jedna jedno unu una edno edin edna едно един една",
    2: "twee two dwa dwie doi doua dve dva две два",
    3: "drie three trzy trei tri три",
    4: "vier four cztery patru chetiri четири",
    5: "vijf five piec cinci pet пет",
    6: "zes six szesc sase shest шест",
    7: "zeven seven siedem sapte sedem седем",
    8: "acht eight osiem opt osem осем",
    9: "negen nine dziewiec noua devet девет",
    10: "tien ten dziesiec zece deset десет",
    11: "elf eleven jedenascie unsprezece edinadeset edinayset единадесет единайсет",
    12: "twaalf twelve dwanascie doisprezece dvanadeset dvanayset дванадесет дванайсет",
}
NUMBERS: dict[str, int] = {word: number for number, words in _WORDS.items() for word in words.split()}
# Digits as they are said in a row: "oh" is a nought only there, and Romanian "un" a one
SAID: dict[str, str] = {word: str(number) for word, number in NUMBERS.items() if number < 10} | {
    "oh": "0", "un": "1", "4etiri": "4", "6est": "6",
}  # fmt: skip
