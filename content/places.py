"""Which municipality is meant: postcodes, names in five languages and two scripts, with typos, inside a sentence."""

import re
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Literal

from content.gazetteer import Index, Place, index
from content.spelling import BEFORE_PLACE, COUNTRY, FILLERS, distance, key, letters, words

__all__ = ["Index", "Place", "PlaceMatch", "find_place", "index", "nearest"]
_FULL = re.compile(r"(?<![\d\w])([1-9]\d{3})(?:[A-Za-z]{2}|\s[A-Z]{2})(?![\d\w])|^\s*([1-9]\d{3})(?:\s?[A-Za-z]{2})?[\s.]*$")
_DIGITS = re.compile(r"(?<![\d\w€.,])([1-9]\d{3})(?![\d\w.,]*\d)")
_MONEY = re.compile(r"\s?(?:€|eur|zł|zl\b|lei|лв|lv\b|euro|евро|uur|godz|hours?\b|ore\b|часа?\b)", re.I)
_YEAR = re.compile(r"19\d\d|20[0-4]\d")
_MOST_WORDS = 5  # of one name: "Alphen aan den Rijn" has four
_EXACT_ONLY = 4  # names this short are taken only as they are (Ede, Best, Ос): one wrong letter is another word
_LONG_ENOUGH = 6  # in a sentence, only words this long may be a name with a typo …
_BIG_ENOUGH = 5000  # … and only of a town: a hamlet would be guessed more often than meant
_MOST_SHOWN = 6
_FARTHEST_KM = 15.0  # a point farther from every postcode is not in the Netherlands
_ENDINGS = ("owie", "ie", "u", "zie", "cie", "dzie", "ului", "ul")  # Polish and Romanian cases


@dataclass(frozen=True)
class PlaceMatch:
    """`several`: the candidates are different municipalities, the biggest first."""

    kind: Literal["one", "several", "none"]
    candidates: tuple[Place, ...] = ()

    @property
    def best(self) -> Place | None:
        return self.candidates[0] if self.candidates else None


def find_place(text: str) -> PlaceMatch:
    """`ik woon in Venlo`, `5911 AB`, `w Rotterdamie`, `Ротердам`, `Roterdam` → the municipality; several where names clash."""
    text = text[:300]
    places = index()
    if (sure := _FULL.search(text)) and (area := places.postcode(sure.group(1) or sure.group(2))):
        return PlaceMatch("one", (area,))
    said = words(text)[:40]
    area = _loose_postcode(text, places)
    if found := _exact(said, places):
        same = [p for p in found if area and p.code == area.code]  # "1861 Bergen": the digits say which Bergen
        return _match(same or found)
    if area:
        return PlaceMatch("one", (area,))
    return _match(_nearly(said, places))


def nearest(lat: float, lon: float) -> PlaceMatch:
    """The municipality of the nearest postcode point; none when that is more than 15 km away. Degrees, WGS 84."""
    best, area = _FARTHEST_KM, None
    for y, x, row in index().points:
        away = hypot((lat - y) * 111.2, (lon - x) * 111.2 * cos(radians(lat)))
        if away < best:
            best, area = away, row
    place = index().municipality(area["municipality_code"]) if area else None
    return PlaceMatch("one", (place,)) if place else PlaceMatch("none")


def _loose_postcode(text: str, places: Index) -> Place | None:
    """Four digits in a sentence that are neither money, nor hours, nor a year."""
    for found in _DIGITS.finditer(text):
        before = text[: found.start()].rstrip()[-1:]
        if before != "€" and not _MONEY.match(text, found.end()) and not _YEAR.fullmatch(found.group(1)):
            return places.postcode(found.group(1))
    return None


def _exact(said: list[str], places: Index) -> list[Place]:
    """Every name in the text, longest first. Two names of one municipality are one; two municipalities are both asked about."""
    found: list[Place] = []
    taken: set[int] = set()
    for start, run in _runs(said):
        name, at = "".join(run), set(range(start, start + len(run)))
        if at & taken or name in COUNTRY or (len(name) <= _EXACT_ONLY and not _stands_as_place(start, run, said)):
            continue
        if here := places.by_key.get(name):
            taken |= at
            codes = {p.code for p in found} & {p.code for p in here}
            found = [p for p in found if p.code in codes] if codes else [*found, *here]
    told = [word for word in said if word not in FILLERS]
    if len(told) == 1 and found:  # "Alphen" is more often Alphen aan den Rijn than the village
        found = [*found, *(p for p in places.by_first_word.get(told[0], []) if p.size > max(f.size for f in found))]
    whole = "".join(said)
    of_province = [p for p in found if key(p.province) in whole]  # "Elst Gelderland"
    return of_province if len(found) > 1 and of_province else found


def _stands_as_place(start: int, run: list[str], said: list[str]) -> bool:
    """A short name counts alone, or after the small words that come before a place ("in Best", "w Oss"), not as "I made it"."""
    return len(said) <= 2 or len(run) > 1 or (start > 0 and said[start - 1] in BEFORE_PLACE)


def _runs(said: list[str]) -> list[tuple[int, list[str]]]:
    """(where, words): neighbouring words that may be one name, the longest first; small words alone are no place."""
    runs = []
    for length in range(min(_MOST_WORDS, len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            run = said[start : start + length]
            if not all(word in FILLERS for word in run) and len("".join(run)) >= 2:
                runs.append((start, run))
    return runs


def _nearly(said: list[str], places: Index) -> list[Place]:
    """The whole answer as half a name or a name with a typo; in a longer sentence only its long words, and only as towns."""
    told = [word for word in said if word not in FILLERS]
    if len(told) == 1 and len(begun := places.by_first_word.get(told[0], [])) in range(1, _MOST_SHOWN + 1):
        return begun
    if len(told) <= 3 and (found := _near("".join(told), places)):
        return found
    for word in sorted((w for w in told if len(w) >= _LONG_ENOUGH or len(told) <= 2), key=len, reverse=True):
        near = _near(word, places)
        if near := (near if len(told) <= 2 else [p for p in near if p.size >= _BIG_ENOUGH]):
            return near
    return []


def _near(name: str, places: Index) -> list[Place]:
    """Names that differ by a typo or by the ending of a case (`Rotterdamie`, `Venlo-to`). Short names get no mercy."""
    if len(name) <= _EXACT_ONLY or name in COUNTRY:
        return []
    for ending in _ENDINGS:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) > _EXACT_ONLY and stem in places.by_key:
            return places.by_key[stem]
    best = 1 if len(name) < 8 else 2
    near: list[str] = []
    mine = letters(name)
    for length in range(len(name) - best, len(name) + best + 1):
        for known, theirs in places.by_start.get((name[0], length), ()):
            if length > _EXACT_ONLY and (mine ^ theirs).bit_count() <= 2 * best and (away := distance(name, known, best)) <= best:
                near = [*near, known] if away == best else [known]
                best = away
    return [place for known in near for place in places.by_key[known]]


def _match(found: list[Place]) -> PlaceMatch:
    by_code = {p.code: p for p in sorted(found, key=lambda p: p.size)}
    ordered = tuple(sorted(by_code.values(), key=lambda p: -p.size))
    return PlaceMatch(("none", "one")[len(ordered)] if len(ordered) < 2 else "several", ordered[:_MOST_SHOWN])
