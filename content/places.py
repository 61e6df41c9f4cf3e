"""Which municipality is meant: postcodes, names in five languages and two scripts, with typos, inside a sentence."""

import re
from itertools import pairwise

from content.endings import bases
from content.gazetteer import Index, Place, PlaceMatch, index
from content.pins import nearest
from content.provinces import provinces_in
from content.spelling import BEFORE_PLACE, COUNTRY, FILLERS, IN_PLACE, NEXT_TO, by_ear, distance, letters, words

__all__ = ["Index", "Place", "PlaceMatch", "find_place", "index", "nearest"]
_FULL = re.compile(r"(?<![\d\w])([1-9]\d{3})(?:[A-Za-z]{2}|\s[A-Z]{2})(?![\d\w])|^\s*([1-9]\d{3})(?:\s?[A-Za-z]{2})?[\s.]*$")
# not part of a longer number, such as a telephone or a case: "0800 5151", "5066 1193 7724 8841"
_DIGITS = re.compile(r"(?<![\d\w€.,])(?<!\d[ -])([1-9]\d{3})(?![\d\w.,]*\d)(?![ -]\d)")
_MONEY = re.compile(r"\s?(?:€|eur|zł|zl\b|lei|лв|lv\b|euro|евро|uur|godz|hours?\b|ore\b|часа?\b)", re.I)
_YEAR = re.compile(r"19\d\d|20[0-4]\d")
_BESIDE_BG = re.compile(r"\bдо\b", re.I)  # "next to" in Bulgarian; in Latin letters it is the Polish "to"
_MOST_WORDS = 5  # of one name: "Alphen aan den Rijn" has four
_EXACT_ONLY = 4  # names this short are taken only as they are (Ede, Best, Ос): one wrong letter is another word
_SURE_SHORT = frozenset(["haga", "oss", "tiel", "uden", "urk"])  # short, but no word of anything else
_LONG_ENOUGH = 6  # in a sentence, only words this long may be a name with a typo …
_BIG_ENOUGH = 5000  # … and after "in" only of a town: a hamlet would be guessed more often than meant
_CITY = 60_000  # … and elsewhere only of a city
_CLEARLY = 30  # so many times bigger: of two guesses at a typo, only the bigger is meant
_BY_FAR = 80  # so many times bigger than every other of its name: Steenbergen; Rijswijk (30 times) is asked about
_MOST_SHOWN = 6


def find_place(text: str) -> PlaceMatch:
    """`ik woon in Venlo`, `5911 AB`, `w Rotterdamie`, `Ротердам`, `Roterdam` → the municipality; several where names clash."""
    text = _BESIDE_BG.sub("близо", text[:300])
    places = index()
    if (sure := _FULL.search(text)) and (area := places.postcode(sure.group(1) or sure.group(2))):
        return PlaceMatch("one", (area,))
    said = words(text)[:40]
    area = _loose_postcode(text, places)
    if found := _exact(said, places):
        same = [p for p in found if area and p.code == area.code]  # "1861 Bergen": the digits say which Bergen
        return _match(same or _of_province(found, said))
    if area:
        return PlaceMatch("one", (area,))
    return _match(_of_province(_nearly(said, places), said))


def _loose_postcode(text: str, places: Index) -> Place | None:
    """Four digits in a sentence that are neither money, nor hours, nor a year."""
    for found in _DIGITS.finditer(text):
        before = text[: found.start()].rstrip()[-1:]
        if before != "€" and not _MONEY.match(text, found.end()) and not _YEAR.fullmatch(found.group(1)):
            return places.postcode(found.group(1))
    return None


def _exact(said: list[str], places: Index) -> list[Place]:
    """Every name in the text, longest first. Two names of one municipality are one; two municipalities are both asked about."""
    meant: list[Place] = []
    beside: list[Place] = []  # "Schiedam, obok Rotterdamu": Rotterdam only says where Schiedam lies
    taken: set[int] = set()
    told = [word for word in said if word not in FILLERS]
    for start, run in _runs(said):
        at = set(range(start, start + len(run)))
        if at & taken or not (here := _named(start, run, said, told, places)):
            continue
        taken |= at
        found = beside if NEXT_TO & set(said[max(0, start - 2) : start]) else meant
        codes = {p.code for p in found} & {p.code for p in here}
        found[:] = [p for p in found if p.code in codes] if codes else [*found, *here]
    found = meant or beside
    if len(told) == 1 and found:  # "Alphen" is more often Alphen aan den Rijn than the village
        found = [*found, *(p for p in places.by_first_word.get(told[0], []) if p.size > max(f.size for f in found))]
    return found


def _named(start: int, run: list[str], said: list[str], told: list[str], places: Index) -> list[Place]:
    """What these words are the name of, as it is or in a case ("Rotterdamie"); nothing when here they are ordinary words."""
    name, before = "".join(run), said[start - 1] if start else ""
    if name in COUNTRY:
        return []
    if here := _by_far(places.by_key.get(name, [])):
        if name in places.ordinary:  # "Best" is a town, "best wel" is not
            return here if len(told) == 1 or before in IN_PLACE else []
        if len(run) > 1:  # "op meer" inside a sentence is not Opmeer
            return here if " ".join(run) in places.written or (len(told) <= 2 and len(name) >= _LONG_ENOUGH) else []
        short = len(name) <= _EXACT_ONLY and name not in _SURE_SHORT
        return here if not short or len(said) <= 2 or before in BEFORE_PLACE else []
    if len(run[-1]) <= _EXACT_ONLY or name in places.ordinary or not (before in BEFORE_PLACE or len(told) <= 2):
        return []
    return _in_a_case(name, places)


def _runs(said: list[str]) -> list[tuple[int, list[str]]]:
    """(where, words): neighbouring words that may be one name, the longest first; small words alone are no place."""
    runs = []
    for length in range(min(_MOST_WORDS, len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            run = said[start : start + length]
            if not all(word in FILLERS for word in run) and len("".join(run)) >= 2:
                runs.append((start, run))
    return runs


def _of_province(found: list[Place], said: list[str]) -> list[Place]:
    """ "Elst Gelderland", "Rijswijk ZH": only the places of that province, if there are any."""
    named = provinces_in(said) if len({p.code for p in found}) > 1 else set()
    return [p for p in found if p.province in named] or found


def _nearly(said: list[str], places: Index) -> list[Place]:
    """The whole answer as half a name or a name with a typo; in a longer sentence only its long words, and only as towns."""
    told = [word for word in said if word not in FILLERS]
    if len(told) == 1 and len(begun := places.by_first_word.get(told[0], [])) in range(1, _MOST_SHOWN + 1):
        return begun
    together = "".join(told)  # "berg en op zom"; short words together ("al meu") are rather two words than half a name
    as_one = len(told) == 1 or (len(told) <= 3 and len(together) >= _LONG_ENOUGH)
    if as_one and (found := _near(together, places)):
        return found
    after_in = {word for before, word in pairwise(said) if before in BEFORE_PLACE}
    for word in sorted((w for w in told if len(w) >= _LONG_ENOUGH or len(told) <= 2), key=len, reverse=True):
        least = 0 if len(told) <= 2 else _BIG_ENOUGH if word in after_in else _CITY
        if near := [p for p in _near(word, places, least) if p.size >= least]:
            return near
    return []


def _in_a_case(name: str, places: Index) -> list[Place]:
    """A base of four letters is only believed of a town ("w Tielu")."""
    for base in bases(name, _EXACT_ONLY):
        here = _by_far(places.by_key.get(base, [])) if base not in places.ordinary else []
        if here and (len(base) > _EXACT_ONLY or here[0].size >= _BIG_ENOUGH):
            return here
    return []


def _near(name: str, places: Index, least: int = 0) -> list[Place]:
    """Names that differ by a typo or by the ending of a case (`Rotterdamie`), of at least `least` people. Short names get no mercy."""
    if len(name) <= _EXACT_ONLY or name in COUNTRY or name in places.ordinary:
        return []
    if here := _in_a_case(name, places):
        return here
    best = 1 if len(name) < 8 else 2
    near: list[str] = list(places.by_ear.get(by_ear(name), ()))
    if near:
        return _likely([places.by_key[known] for known in near])
    mine = letters(name)
    for length in range(len(name) - best, len(name) + best + 1):
        for known, theirs, size in places.by_start.get((name[0], length), ()):
            if length <= _EXACT_ONLY or size < least or (mine ^ theirs).bit_count() > 2 * best:
                continue
            if (away := distance(name, known, best)) <= best:
                near = [*near, known] if away == best else [known]
                best = away
    return _likely([places.by_key[known] for known in near])


def _by_far(found: list[Place]) -> list[Place]:
    """All that bear a name, or only the town next to which the others are hamlets."""
    ordered = sorted(found, key=lambda p: -p.size)
    return ordered[:1] if len(ordered) > 1 and ordered[0].size >= _BY_FAR * ordered[1].size > 0 else found


def _likely(named: list[list[Place]]) -> list[Place]:
    """The bearers of names that fit equally well; a name that only hamlets bear is not weighed against that of a town."""
    biggest = [max((p.size for p in bearers), default=0) for bearers in named]
    most = max(biggest, default=0)
    return [p for bearers, size in zip(named, biggest, strict=True) if size * _CLEARLY >= most for p in _by_far(bearers)]


def _match(found: list[Place]) -> PlaceMatch:
    by_code = {p.code: p for p in sorted(found, key=lambda p: p.size)}
    ordered = tuple(sorted(by_code.values(), key=lambda p: -p.size))
    return PlaceMatch(("none", "one")[len(ordered)] if len(ordered) < 2 else "several", ordered[:_MOST_SHOWN])
