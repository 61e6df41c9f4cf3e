"""The names of all municipalities and places of the Netherlands, and the middle of every postcode area (content/geo/SOURCES.md)."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from content.files import ROOT
from content.spelling import by_ear, key, letters, words


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
    """All names, read once from the tables.

    `by_key`: who bears a name. `by_first_word`: what begins with a word of five letters or more (`Krimpen` aan den IJssel, aan de Lek).
    `written`: names as their words stand. `by_ear`: names by how they sound.
    `by_start`: (name, its letters, the size of its biggest) by first letter and length, for finding typos quickly.
    `ordinary`: words of ordinary talk that look like a place.
    """

    def __init__(self, folder: Path = ROOT / "geo") -> None:
        self.municipalities = {m["code"]: m for m in rows(folder / "municipalities.csv")}
        self.by_key: dict[str, list[Place]] = {}
        self.by_first_word: dict[str, list[Place]] = {}
        self.written: set[str] = set()
        self._sizes: dict[tuple[str, str], int] = {}
        for code, m in self.municipalities.items():
            size = int(m["population_2023_approx"] or 0)
            self._add(m["display_name"], code, m["display_name"], size)
            self._add(m["name"], code, m["display_name"], size)
        for p in rows(folder / "places.csv"):
            size = int(float(p["size_hint"] or 0))
            for name in {p["place"], p["base_name"]}:
                self._add(name, p["municipality_code"], p["place"], size)
        for a in rows(folder / "aliases.csv"):
            if a["municipality_code"] and a["target"] != "province":
                self._add(a["alias"], a["municipality_code"], a["canonical_name"])
                if a["type"] != "district":  # "Райсвайк" is as much a question as "Rijswijk"
                    for same in list(self.by_key.get(key(a["canonical_name"]), [])):
                        self._add(a["alias"], same.code, same.place)
        for m in rows(folder / "municipality_mergers.csv"):
            self._add(m["old_name"], m["new_code"], m["old_name"])
        for d in rows(folder / "districts.csv"):
            self._add(d["name"], d["municipality_code"], d["name"])
        self.pc4 = {p["pc4"]: p for p in rows(folder / "pc4.csv")}
        lines = (folder / "ordinary_words.txt").read_text(encoding="utf-8").splitlines()
        self.ordinary = frozenset(line for line in lines if not line.startswith("#"))
        self.by_start: dict[tuple[str, int], list[tuple[str, int, int]]] = {}
        self.by_ear: dict[str, list[str]] = {}
        for name, bearers in self.by_key.items():
            biggest = max(p.size for p in bearers)
            self.by_ear.setdefault(by_ear(name), []).append(name)
            self.by_start.setdefault((name[0], len(name)), []).append((name, letters(name), biggest))

    def _add(self, name: str, code: str, place: str, size: int = 0) -> None:
        """Without a size, that of the place it is another name of."""
        m, said = self.municipalities.get(code), words(name)
        if not m or not said:
            return
        size = size or self._sizes.get((key(place), code), 0)
        self._sizes.setdefault((key(name), code), size)
        town = m["display_name"] if place == m["name"] else place
        found = Place(code, m["display_name"], town, m["province"], size)
        self.written.add(" ".join(said))
        lists = [self.by_key.setdefault(key(name), [])]
        if len(said) > 1 and len(said[0]) >= 5:
            lists.append(self.by_first_word.setdefault(said[0], []))
        for known in lists:
            if all(p.code != code for p in known):
                known.append(found)

    def municipality(self, code: str) -> Place | None:
        m = self.municipalities.get(code)
        return Place(code, m["display_name"], m["display_name"], m["province"], int(m["population_2023_approx"] or 0)) if m else None

    def postcode(self, digits: str) -> Place | None:
        """The municipality of four digits, with the town of most of its addresses."""
        area = self.pc4.get(digits)
        found = self.municipality(area["municipality_code"]) if area else None
        return Place(found.code, found.municipality, area["place"], found.province, found.size) if area and found else None


def rows(path: Path) -> list[dict[str, str]]:
    """One table of content/geo, each row by the names of its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def index() -> Index:
    return Index()
