"""From raw counts to what may be shown: five tables, each with its small numbers kept back. Pure but for the names of things."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from referral.statistics.figures import Figures
from referral.statistics.suppress import TOTAL, Cell, Key, crossed, flat, kept_back, tree

FOUR = 4  # weeks in a period; the last of a year may have five
KINDS = ("report", "referral")


@dataclass(frozen=True)
class Row:
    """`level`: 0 total, 1 subtotal or item, 2 item of a group. `numbers`: None where one is kept back."""

    name: str
    level: int
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Sheet:
    """`columns`: names of the numbers. Without rows: too few to show anything."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def shown(self, level: int) -> list[tuple[str, int | None]]:
        """(name, first number) of the rows of one level."""
        return [(row.name, row.numbers[0]) for row in self.rows if row.level == level]


ALL = ("all",)


def sheets(figures: Figures) -> dict[str, Sheet]:
    """By name: languages, kinds (only when the two cannot be crossed), topics, places, weeks. They share nothing but the total,

    and that is never kept back, so each can be looked at alone. A total under five shows nothing anywhere.
    """
    weeks = _periods(figures.weeks)
    found = {
        "languages": _crossed("languages", figures.kinds),
        "topics": _tree("topics", figures.topics),
        "places": _flat("places", figures.places),
        "weeks": _tree("weeks", weeks, sort=False),
    }
    if not found["languages"].rows:
        found["languages"] = _flat("languages", _sum(figures.kinds, 0))
        found["kinds"] = _flat("kinds", _sum(figures.kinds, 1))
    return found


def _sum(counts: Mapping[Key, int], at: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, count in counts.items():
        found[key[at]] = found.get(key[at], 0) + count
    return found


def _periods(weeks: Mapping[int, int]) -> dict[str, dict[str, int]]:
    """Four weeks each: "1-4", "5-8" … and week 53, where there is one, with the last."""
    found: dict[str, dict[str, int]] = {}
    last = max(weeks, default=0)
    for week in sorted(weeks):
        begin = min((week - 1) // FOUR, 12) * FOUR + 1
        end = last if begin == 49 else min(begin + FOUR - 1, last)
        found.setdefault(f"{begin}-{end}", {})[str(week)] = weeks[week]
    return found


def _look(cells: list[Cell]) -> Callable[[Key], int | None] | None:
    hidden, counts = kept_back(cells), {cell.key: cell.count for cell in cells}
    if hidden is None:
        return None
    out = hidden

    def number(key: Key) -> int | None:
        return None if key in out else counts[key]

    return number


def _largest(counts: Mapping[str, int], number: Callable[[str], int | None]) -> list[str]:
    """Shown ones by size, then hidden ones by name: their order must not tell their size."""
    return sorted(counts, key=lambda name: (-(number(name) or 0), name))


def _flat(name: str, counts: Mapping[str, int]) -> Sheet:
    if (number := _look(flat(counts))) is None:
        return Sheet(name, ALL, ())
    look = number
    rows = [Row(item, 1, (look((item, TOTAL)),)) for item in _largest(counts, lambda item: look((item, TOTAL)))]
    return Sheet(name, ALL, (*rows, Row(TOTAL, 0, (look((TOTAL, TOTAL)),))))


def _tree(name: str, groups: Mapping[str, Mapping[str, int]], *, sort: bool = True) -> Sheet:
    if (number := _look(tree(groups))) is None:
        return Sheet(name, ALL, ())
    look = number
    rows = []
    sums = {group: sum(items.values()) for group, items in groups.items()}
    for group in _largest(sums, lambda group: look((group, TOTAL))) if sort else groups:
        rows.append(Row(group, 1, (look((group, TOTAL)),)))
        items = _largest(groups[group], lambda item, group=group: look((group, item))) if sort else list(groups[group])  # type: ignore[misc]
        rows += [Row(item, 2, (look((group, item)),)) for item in items]
    return Sheet(name, ALL, (*rows, Row(TOTAL, 0, (look((TOTAL, TOTAL)),))))


def _crossed(name: str, counts: Mapping[Key, int]) -> Sheet:
    lines = _sum(counts, 0)
    columns = (*KINDS, TOTAL)
    if (number := _look(crossed(sorted(lines), KINDS, counts))) is None:
        return Sheet(name, (*KINDS, *ALL), ())
    look = number
    rows = [Row(line, 1, tuple(look((line, column)) for column in columns)) for line in _largest(lines, lambda line: look((line, TOTAL)))]
    return Sheet(name, (*KINDS, *ALL), (*rows, Row(TOTAL, 0, tuple(look((TOTAL, column)) for column in columns))))
