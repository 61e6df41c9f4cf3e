"""Which municipality is meant: postcodes, names in five languages and two scripts, with typos, inside a sentence."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Literal

from content.files import ROOT
from content.spelling import FILLERS, distance, key, words

_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})(?:\s?[A-Za-z]{2})?(?![\d\w])")
_MOST_WORDS = 5  # of one name: "Alphen aan den Rijn" has four
_EXACT_ONLY = 4  # names this short are taken only as they are (Ede, Best, Ос): one wrong letter is another word
_LONG_ENOUGH = 6  # in a sentence, only words this long may be a name with a typo
_FARTHEST_KM = 15.0  # a point farther from every postcode is not in the Netherlands


@dataclass(frozen=True)
class Place:
    """`code`: CBS code of the municipality; `place`: the town as it is written there; `size`: about how many people, for ordering only."""

    code: str
    municipality: str
    place: str
    province: str
    size: int = 0


@dataclass(frozen=True)
class PlaceMatch:
    """`several`: the candidates are different municipalities, the biggest first."""

    kind: Literal["one", "several", "none"]
    candidates: tuple[Place, ...] = ()

    @property
    def best(self) -> Place | None:
        return self.candidates[0] if self.candidates else None


class Index:
    """All names, read once from the tables."""

    def __init__(self, folder: Path = ROOT / "geo") -> None:
        self.municipalities = {m["code"]: m for m in _rows(folder / "municipalities.csv")}
        self.by_key: dict[str, list[Place]] = {}
        for code, m in self.municipalities.items():
            self._add(m["display_name"], code, m["display_name"], int(m["population_2023_approx"] or 0))
            self._add(m["name"], code, m["display_name"], int(m["population_2023_approx"] or 0))
        for p in _rows(folder / "places.csv"):
            size = int(float(p["size_hint"] or 0))
            for name in {p["place"], p["base_name"]}:
                self._add(name, p["municipality_code"], p["place"], size)
        for a in _rows(folder / "aliases.csv"):
            if a["municipality_code"] and a["target"] != "province":
                self._add(a["alias"], a["municipality_code"], a["canonical_name"], 0)
        for m in _rows(folder / "municipality_mergers.csv"):
            self._add(m["old_name"], m["new_code"], m["old_name"], 0)
        self.pc4 = {p["pc4"]: p for p in _rows(folder / "pc4.csv")}
        self.points = [(float(p["lat"]), float(p["lon"]), p) for p in self.pc4.values() if p["lat"]]
        self.by_length: dict[int, list[str]] = {}
        for name in self.by_key:
            self.by_length.setdefault(len(name), []).append(name)

    def _add(self, name: str, code: str, place: str, size: int) -> None:
        m = self.municipalities.get(code)
        if m and name:
            known = self.by_key.setdefault(key(name), [])
            if all(p.code != code for p in known):
                known.append(Place(code, m["display_name"], place, m["province"], size))

    def municipality(self, code: str) -> Place | None:
        m = self.municipalities.get(code)
        return Place(code, m["display_name"], m["display_name"], m["province"], int(m["population_2023_approx"] or 0)) if m else None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def index() -> Index:
    return Index()


def find_place(text: str) -> PlaceMatch:
    """`ik woon in Venlo`, `5911 AB`, `w Rotterdamie`, `Ротердам`, `Roterdam` → the municipality; several where names clash."""
    places = index()
    for found in _POSTCODE.finditer(text):
        area = places.pc4.get(found.group(1))
        if area and (place := places.municipality(area["municipality_code"])):
            return PlaceMatch("one", (Place(place.code, place.municipality, area["place"], place.province, place.size),))
    said = words(text)[:40]
    for names in _windows(said):
        if found_here := places.by_key.get(names):
            return _match(found_here)
    for names in _windows(said):
        if (len(said) <= 2 or len(names) >= _LONG_ENOUGH) and (near := _near(names, places)):
            return _match(near)
    return PlaceMatch("none")


def nearest(lat: float, lon: float) -> PlaceMatch:
    """The municipality of the nearest postcode point; none when that is more than 15 km away. Degrees, WGS 84."""
    best, area = _FARTHEST_KM, None
    for y, x, row in index().points:
        away = hypot((lat - y) * 111.2, (lon - x) * 111.2 * cos(radians(lat)))
        if away < best:
            best, area = away, row
    place = index().municipality(area["municipality_code"]) if area else None
    return PlaceMatch("one", (place,)) if place else PlaceMatch("none")


def _windows(said: list[str]) -> list[str]:
    """Runs of words put together, the longest first; small words alone are no place."""
    runs = []
    for length in range(min(_MOST_WORDS, len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            run = said[start : start + length]
            if not all(word in FILLERS for word in run) and len("".join(run)) >= 2:
                runs.append("".join(run))
    return runs


def _near(name: str, places: Index) -> list[Place]:
    """Names that differ by a typo or by the ending of a case (`Rotterdamie`, `Venlo-to`). Short names get no mercy."""
    if len(name) <= _EXACT_ONLY or name in FILLERS:
        return []
    most = 1 if len(name) < 8 else 2
    best: tuple[int, list[str]] = (most + 1, [])
    for length in range(len(name) - most, len(name) + most + 1):
        for known in places.by_length.get(length, ()):
            if known[0] != name[0] or len(known) <= _EXACT_ONLY:
                continue
            away = distance(name, known, most)
            if away < best[0]:
                best = (away, [known])
            elif away == best[0] <= most:
                best[1].append(known)
    if best[1]:
        return [place for known in best[1] for place in places.by_key[known]]
    for ending in ("owie", "ie", "u", "zie", "cie", "dzie", "ului", "ul"):
        if name.endswith(ending) and (stem := name[: -len(ending)]) and len(stem) > _EXACT_ONLY and stem in places.by_key:
            return places.by_key[stem]
    return []


def _match(found: list[Place]) -> PlaceMatch:
    by_code = {p.code: p for p in sorted(found, key=lambda p: p.size)}
    ordered = tuple(sorted(by_code.values(), key=lambda p: -p.size))
    return PlaceMatch("one" if len(ordered) == 1 else "several", ordered[:6])
