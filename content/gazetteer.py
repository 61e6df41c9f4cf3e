"""The names of all municipalities and places of the Netherlands, and the middle of every postcode area (content/geo/SOURCES.md)."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.files import ROOT
from content.spelling import key, letters, words


@dataclass(frozen=True)
class Place:
    """`code`: CBS code of the municipality; `place`: the town as it is written there; `size`: about how many people, for ordering only."""

    code: str
    municipality: str
    place: str
    province: str
    size: int = 0


class Index:
    """All names, read once from the tables.

    `by_start`: (name, its letters) by first letter and length, for finding typos quickly.
    `by_first_word`: what begins with a word of five letters or more (`Krimpen` aan den IJssel, aan de Lek).
    """

    def __init__(self, folder: Path = ROOT / "geo") -> None:
        self.municipalities = {m["code"]: m for m in _rows(folder / "municipalities.csv")}
        self.by_key: dict[str, list[Place]] = {}
        self.by_first_word: dict[str, list[Place]] = {}
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
        self.by_start: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for name in self.by_key:
            self.by_start.setdefault((name[0], len(name)), []).append((name, letters(name)))

    def _add(self, name: str, code: str, place: str, size: int) -> None:
        m, said = self.municipalities.get(code), words(name)
        if not m or not said:
            return
        found = Place(code, m["display_name"], place, m["province"], size)
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


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def index() -> Index:
    return Index()
