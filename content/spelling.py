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
    dzielnica dzielnicy wies wsi kvartal selo satul sat comuna municipiul zona cartierul district village called area gem pod niedaleko
    blisko aproape vlakbij nabij dichtbij buurt close maar but ale dar no az sme wij we mie nou teraz acum sega tuk tutaj
    """.split()
)
# The words that stand right before a place; a short name inside a sentence counts only after one of these.
BEFORE_PLACE = frozenset(
    "in te bij uit near at from w we z ze do pod kolo obok la din langa v vav ot kray blizo gemeente miasto orasul grad "
    "gem gr niedaleko blisko aproape gmina gminie primaria comuna satul selo municipiul miejscowosci miescie village town called nabij "
    "vlakbij dichtbij obshtina oras".split()
)
# Of these, the ones after which even an ordinary word (Best, Loon, Zetten) is a place: not "bij hem" nor "te zetten".
IN_PLACE = frozenset("in w we v vav gemeente gem gmina gminie obshtina grad miasto miescie orasul village called".split())
# What stands before a place that only says where the real one lies: "Schiedam, obok Rotterdamu".
NEXT_TO = frozenset("obok kolo niedaleko blisko langa aproape near bij vlakbij nabij dichtbij buurt close blizo".split())
# The whole country is no municipality, although a hamlet is called Nederland.
COUNTRY = frozenset(
    "nederland holland netherlands holandia holandii niderlandy niderlandach olanda tariledejos holandiya niderlandiya".split()
)


# one town, many spellings: Alphen aan den Rijn, a/d Rijn, aan de Rijn; Sint-Oedenrode, St. Oedenrode
_ON_THE = re.compile(r"\b(?:aan|an|a) (?:de[nr]?|d)\b")
_SAINT = re.compile(r"\b(?:sint|sankt|saint)\b")


def key(text: str) -> str:
    """`'s-Hertogenbosch` → `shertogenbosch`, `Ротердам` → `roterdam`, `Wągrowiec` → `wagrowiec`."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """`Alphen a/d Rijn` → alphen, ad, rijn; letters of Latin script and digits only."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("ł", "l").replace("ij", "ij").replace("'", "").replace("’", "")
    text = "".join(_CYRILLIC.get(c, c) for c in text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = " ".join(re.findall(r"[a-z0-9]+", text))
    return _SAINT.sub("st", _ON_THE.sub("ad", plain)).split()


# how a Dutch sound is written by ear, in five languages: Fenray, Cuyk, Naaldvaik, Ymuiden
_BY_EAR = [(re.compile(pattern), letter) for pattern, letter in (
    ("sch|sh|skh|sk", "s"), ("ph", "f"), ("th|dt|d(?=$)", "t"), ("[fw]", "v"), ("ck|[cq]", "k"), ("ou|au|aau", "au"), ("oe|u+", "u"),
    ("ij|ei|ai|ay|ey|y|ii|ie", "i"), ("ch|kh|gh|g", "h"), ("z", "s"), (r"(.)\1", r"\1"),
)]  # fmt: skip


def by_ear(name: str) -> str:
    """A key that names sounding alike share: `venrai` and `fenray`, `cuijk` and `kuik`."""
    for pattern, letter in _BY_EAR:
        name = pattern.sub(letter, name)
    return name


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
