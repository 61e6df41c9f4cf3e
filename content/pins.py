"""A shared location → the municipality of the nearest known point: postcode areas, towns, and towns just over the border."""

from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path

from content.files import ROOT
from content.gazetteer import PlaceMatch, index, rows

_FARTHEST_KM = 10.0  # a point farther from everything is at sea or far abroad
_KM_PER_DEGREE = 111.2
Point = tuple[float, float, str]


def read_points(folder: Path = ROOT / "geo") -> list[Point]:
    """(latitude, longitude, CBS code); the code is "" for a town in Belgium or Germany."""
    # a place whose own point was made from its postcode areas says nothing new
    towns = [p for p in rows(folder / "places.csv") if p["coord_source"] != "pc4"]
    home = [*rows(folder / "pc4.csv"), *towns]
    points = [(float(p["lat"]), float(p["lon"]), p["municipality_code"]) for p in home if p["lat"]]
    return points + [(float(p["lat"]), float(p["lon"]), "") for p in rows(folder / "abroad.csv")]


@lru_cache(maxsize=1)
def _points() -> list[Point]:
    return read_points()


def nearest(lat: float, lon: float) -> PlaceMatch:
    """Degrees, WGS 84. None abroad, and none when nothing is known within 10 km. On a border the neighbour can win: ask the person."""
    best, code = _FARTHEST_KM, ""
    narrow = cos(radians(lat))
    for y, x, its in _points():
        away = hypot(lat - y, (lon - x) * narrow) * _KM_PER_DEGREE
        if away < best:
            best, code = away, its
    place = index().municipality(code) if code else None
    return PlaceMatch("one", (place,)) if place else PlaceMatch("none")
