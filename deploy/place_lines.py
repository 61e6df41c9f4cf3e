"""`wegwijzer place`: JSON lines in, the municipality of each out, through the search that the bot uses."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from content.places import PlaceMatch, find_place, nearest


def answers(lines: Iterable[str]) -> Iterator[str]:
    """One JSON line for each line {"text": …} or {"lat": …, "lon": …}; {"error": …} for a line that is neither."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        if "lat" in asked:
            return as_dict(nearest(float(asked["lat"]), float(asked["lon"])))
        return as_dict(find_place(str(asked["text"])))
    except (ValueError, TypeError, KeyError):
        return {"error": 'a line must be {"text": …} or {"lat": …, "lon": …}'}


def as_dict(found: PlaceMatch) -> dict[str, Any]:
    """`code` and `name` only when there is one municipality; with several, `candidates` has them, the biggest first."""
    one = found.best if found.kind == "one" else None
    candidates = [{"code": p.code, "name": p.municipality, "province": p.province} for p in found.candidates]
    several = found.kind == "several"
    return {"code": one and one.code, "name": one and one.municipality, "ambiguous": several, "candidates": candidates}
