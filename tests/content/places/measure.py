"""How many of the forms and pins in this folder come out right, and how fast: `python -m tests.content.places.measure`."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content.places import PlaceMatch, find_place, nearest

FOLDER = Path(__file__).parent


def rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def is_right(found: PlaceMatch, wanted: str | list[str] | None) -> bool:
    """One code: that one and no other. A list: all of them are offered. None: no place at all."""
    codes = [p.code for p in found.candidates]
    if wanted is None:
        return found.kind == "none"
    if isinstance(wanted, list):
        return found.kind == "several" and set(wanted) <= set(codes)
    return found.kind == "one" and codes == [wanted]


def wrong_forms() -> list[tuple[dict[str, Any], PlaceMatch]]:
    found = ((row, find_place(row["text"])) for row in rows("forms.jsonl"))
    return [(row, match) for row, match in found if not is_right(match, row["code"])]


def wrong_pins() -> list[tuple[dict[str, Any], PlaceMatch]]:
    found = ((row, nearest(row["lat"], row["lon"])) for row in rows("pins.jsonl"))
    return [(row, match) for row, match in found if not is_right(match, row["code"])]


def report_forms() -> list[str]:
    """What went wrong, the shares by kind, and the time of one search."""
    all_, wrong = list(rows("forms.jsonl")), wrong_forms()
    lines = []
    for row, match in wrong:
        shown = ", ".join(f"{p.code} {p.place} ({p.municipality})" for p in match.candidates) or "–"
        lines.append(f"{row['text']!r}: wanted {row['code']}, got {match.kind}: {shown}")
    kinds = Counter(f"{row['lang']} {row['kind']}" for row in all_)
    missed = Counter(f"{row['lang']} {row['kind']}" for row, _ in wrong)
    lines += [f"{kind:<16} {count - missed[kind]}/{count}" for kind, count in sorted(kinds.items())]
    sure = sum(match.kind == "one" for _, match in wrong)
    lines.append(f"forms: {len(all_) - len(wrong)}/{len(all_)}; {sure} of the wrong ones name one wrong municipality")
    return [*lines, _time([row["text"] for row in all_])]


def report_pins() -> list[str]:
    all_, wrong = list(rows("pins.jsonl")), wrong_pins()
    lines = [f"{row['name']}: wanted {row['code']}, got {[p.code for p in match.candidates]}" for row, match in wrong]
    return [*lines, f"pins: {len(all_) - len(wrong)}/{len(all_)}"]


def _time(texts: list[str]) -> str:
    took = []
    for text in texts:
        began = time.process_time()
        find_place(text)
        took.append((time.process_time() - began) * 1000)
    took.sort()
    mean, most = sum(took) / len(took), took[int(len(took) * 0.99)]
    return f"processor time of one search: {mean:.2f} ms, 99 of 100 under {most:.2f} ms, slowest {took[-1]:.2f} ms"


if __name__ == "__main__":
    print("\n".join([*report_forms(), *report_pins()]))
