"""`Rijswijk ZH`, `Hengelo (Ov)`, `Oosterhout, Brabant`, `Райсвайк, Южна Холандия`: the province that a text names, in five languages."""

# compared after content.spelling.words, so without case, marks and hyphens
_NAMES = {
    "Drenthe": "dr drenthe",
    "Flevoland": "fl flevoland",
    "Fryslân": "fr frl fryslan friesland frizland fryzja frizia friziya",
    "Gelderland": "gld gl gelderland geldria",
    "Groningen": "gr gn",
    "Limburg": "li lb l limburg limburgia",
    "Noord-Brabant": "nb brabant north+brabant brabancja brabantia brabantul severen+brabant noord+brabant nord+brabant",
    "Noord-Holland": "nh noord+holland north+holland holandia+polnocna olanda+de+nord nord+holand severna+holandiya",
    "Overijssel": "ov o overijssel overeysel overaysel overeyssel",
    "Utrecht": "ut",
    "Zeeland": "zl zld zeeland zelandia zeelanda zelandiya",
    "Zuid-Holland": "zh zuid+holland south+holland holandia+poludniowa olanda+de+sud zuid+holand yuzhna+holandiya",
}
_HINTS = [(hint.split("+"), province) for province, hints in _NAMES.items() for hint in hints.split()]
_SHORT = 3  # "nb" and "l" are words as well: they count only at the end


def provinces_in(said: list[str]) -> set[str]:
    """The provinces named after the first word, as content/geo/municipalities.csv writes them."""
    found = set()
    for hint, province in _HINTS:
        starts = range(1, len(said) - len(hint) + 1)
        if len(hint) == 1 and len(hint[0]) <= _SHORT:
            starts = range(max(1, len(said) - 1), len(said))
        if any(said[at : at + len(hint)] == hint for at in starts):
            found.add(province)
    return found
