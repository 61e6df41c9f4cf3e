"""Names reduced to what can be compared: no case, no marks, Cyrillic in Latin letters, the endings of Polish and Romanian cases aside."""

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya".split(),
    )
)
# What stands before a place in a sentence, in five languages; never part of a name on its own.
FILLERS = frozenset(
    """
    in te bij uit de het een ik woon werk wonen gemeente stad plaats near at from the i live work town city of municipality
    w we z ze do okolice kolo obok mieszkam pracuje miasto gmina miejscowosc jest to nie wiem tak
    la din langa locuiesc lucrez stau orasul localitatea primaria este e nu stiu da
    v vav ot do kray zhiveya rabotya sam grad obshtina se namira iz blizo gr ne znam
    ul jestem tu my city is am suntem sunt aici ben heb geen my moje mojej postcode kod pocztowy cod postal poshtenski
    """.split()
)
# The words that stand right before a place; a short name inside a sentence counts only after one of these.
BEFORE_PLACE = frozenset(
    "in te bij uit near at from w we z ze do pod kolo obok la din langa v vav ot kray blizo gemeente miasto orasul grad".split()
)
# The whole country is no municipality, although a hamlet is called Nederland.
COUNTRY = frozenset(
    "nederland holland netherlands holandia holandii niderlandy niderlandach olanda tariledejos holandiya niderlandiya".split()
)


def key(text: str) -> str:
    """`'s-Hertogenbosch` → `shertogenbosch`, `Ротердам` → `roterdam`, `Wągrowiec` → `wagrowiec`."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).casefold().replace("ł", "l").replace("ij", "ij").replace("'", "").replace("’", "")
    text = "".join(_CYRILLIC.get(c, c) for c in text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", text)


def letters(text: str) -> int:
    """The letters and digits that occur, one bit each: two words at distance d differ in at most 2 d bits."""
    bits = 0
    for character in text:
        bits |= 1 << (ord(character) - 48)
    return bits


def distance(a: str, b: str, most: int) -> int:
    """Edit distance (insert, delete, replace, swap of neighbours), given up at `most` + 1."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
