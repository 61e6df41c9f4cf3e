"""Which numbers of a table with totals are kept back, so that no small one can be worked out from those that stay. Pure.

A table is a network: each number flows from one node to another, and at each node what comes in goes out. That says every sum of a
row, a column or a group, and makes "what could a hidden number be?" a question of flows: it can be one higher exactly when one more
can flow around through other hidden numbers. So the answer is exact, not a rule of thumb. A reader is taken to know this whole rule,
also that a hidden number is not nought (noughts are shown: they tell of nobody).
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count as counter

LEAST = 5
TOTAL = ""  # stands for "all of them" in a key
Key = tuple[str, str]


@dataclass(frozen=True)
class Cell:
    """One number. `rank`: 0 inside, 1 a subtotal, 2 the grand total, which is never kept back."""

    key: Key
    source: Hashable
    target: Hashable
    count: int
    rank: int = 0


def tree(groups: Mapping[str, Mapping[str, int]]) -> list[Cell]:
    """Groups of items, each with its subtotal, and the total. Keys: (group, item), (group, TOTAL), (TOTAL, TOTAL)."""
    cells = [Cell((TOTAL, TOTAL), "end", "begin", sum(sum(items.values()) for items in groups.values()), 2)]
    for group, items in groups.items():
        cells.append(Cell((group, TOTAL), "begin", ("group", group), sum(items.values()), 1))
        cells += [Cell((group, item), ("group", group), "end", count) for item, count in items.items()]
    return cells


def flat(counts: Mapping[str, int]) -> list[Cell]:
    """Items and their total. Keys: (item, TOTAL), (TOTAL, TOTAL)."""
    cells = [Cell((item, TOTAL), "begin", "end", count) for item, count in counts.items()]
    return [Cell((TOTAL, TOTAL), "end", "begin", sum(counts.values()), 2), *cells]


def crossed(rows: Sequence[str], columns: Sequence[str], counts: Mapping[Key, int]) -> list[Cell]:
    """Rows by columns with the totals of both. Keys: (row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)."""
    at = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    cells = [Cell((TOTAL, TOTAL), "end", "begin", sum(at.values()), 2)]
    cells += [Cell(key, ("row", key[0]), ("column", key[1]), count) for key, count in at.items()]
    cells += [Cell((row, TOTAL), "begin", ("row", row), sum(at[row, column] for column in columns), 1) for row in rows]
    cells += [Cell((TOTAL, column), ("column", column), "end", sum(at[row, column] for row in rows), 1) for column in columns]
    return cells


def kept_back(cells: Sequence[Cell]) -> frozenset[Key] | None:
    """The keys of numbers that are not shown. None: this table cannot be shown at all (too few in it)."""
    hidden = {cell.key for cell in cells if 0 < cell.count < LEAST}
    small = frozenset(hidden)
    if any(cell.rank == 2 and cell.key in hidden for cell in cells):
        return None
    while naked := next((cell for cell in cells if cell.key in hidden and not _covered(cell, cells, hidden)), None):
        more = _next_to_hide(naked, cells, hidden)
        if not more:
            return None
        hidden |= more
    return frozenset(_shown_again(cells, hidden, small))


def _shown_again(cells: Sequence[Cell], hidden: set[Key], small: frozenset[Key]) -> set[Key]:
    """Some that were hidden on the way turn out not to be needed."""
    extra = sorted((cell for cell in cells if cell.key in hidden - small), key=lambda cell: (-cell.rank, -cell.count))
    for cell in extra:
        fewer = hidden - {cell.key}
        if all(_covered(other, cells, fewer) for other in cells if other.key in fewer):
            hidden = fewer
    return hidden


def _needs(cell: Cell) -> tuple[int, int]:
    """By how much it must be possible that a small number is (higher, lower). A subtotal is at least its hidden parts, which anybody

    can count, so only upwards is asked of it.
    """
    return max(1, LEAST - 1 - cell.count) if cell.rank else LEAST - 1 - cell.count, 0 if cell.rank else cell.count - 1


def _covered(cell: Cell, cells: Sequence[Cell], hidden: set[Key]) -> bool:
    """A small one could be anything from 1 to 4 for all that can be seen; another one could at least be something else."""
    if cell.count < LEAST:
        up, down = _needs(cell)
        return _room(cell, cells, hidden, up, upwards=True) >= up and _room(cell, cells, hidden, down, upwards=False) >= down
    return bool(_room(cell, cells, hidden, 1, upwards=True) or _room(cell, cells, hidden, 1, upwards=False))


def _room(cell: Cell, cells: Sequence[Cell], hidden: Iterable[Key], most: int, *, upwards: bool) -> int:
    """By how much this hidden number could be higher (or lower) while everything shown stays as it is; not looked at beyond `most`."""
    # arcs in both directions: a hidden number can grow without end, and shrink to one
    ways: dict[Hashable, dict[tuple[Hashable, Key], int]] = {}
    for other in cells:
        if other.key in hidden and other.key != cell.key:
            ways.setdefault(other.source, {})[other.target, other.key] = most
            ways.setdefault(other.target, {})[other.source, other.key] = other.count - 1
    begin, end = (cell.target, cell.source) if upwards else (cell.source, cell.target)
    found = 0
    while found < most and (path := _path(ways, begin, end)):
        step = min(most - found, *(ways[here][there, key] for here, there, key in path))
        for here, there, key in path:
            ways[here][there, key] -= step
            ways[there][here, key] += step
        found += step
    return found


def _path(
    ways: Mapping[Hashable, Mapping[tuple[Hashable, Key], int]], begin: Hashable, end: Hashable
) -> list[tuple[Hashable, Hashable, Key]]:
    came: dict[Hashable, tuple[Hashable, Key]] = {}
    waiting, seen = deque([begin]), {begin}
    while waiting:
        here = waiting.popleft()
        for (there, key), room in ways.get(here, {}).items():
            if room > 0 and there not in seen:
                seen.add(there)
                came[there] = (here, key)
                waiting.append(there)
    path, at = [], end
    while at in came and at != begin:
        here, key = came[at]
        path.append((here, at, key))
        at = here
    return path[::-1] if path and at == begin else []


def _next_to_hide(naked: Cell, cells: Sequence[Cell], hidden: set[Key]) -> set[Key]:
    """The cheapest way around through numbers that could give way; where there is none, the smallest one left."""
    up, down = _needs(naked) if naked.count < LEAST else (1, 0)
    for upwards, most in ((True, up), (False, down)):
        lacks = most and _room(naked, cells, hidden, most, upwards=upwards) < most
        if lacks and (more := _around(naked, cells, hidden, most, upwards=upwards)):
            return more
    may = [cell for cell in cells if cell.key not in hidden and cell.count > 0 and cell.rank < 2]
    smallest = min(may, key=lambda cell: (cell.rank, cell.count, cell.key), default=None)
    return {smallest.key} if smallest else set()


def _around(naked: Cell, cells: Sequence[Cell], hidden: set[Key], most: int, *, upwards: bool) -> set[Key]:
    """What must be hidden as well for `most` to flow around this number on the cheapest path; hiding costs the size of a number."""
    ways: dict[Hashable, list[tuple[Hashable, Key, int]]] = {}
    for cell in cells:
        if cell.key != naked.key and cell.count > 0 and cell.rank < 2:
            cost = 0 if cell.key in hidden else cell.count + 1
            ways.setdefault(cell.source, []).append((cell.target, cell.key, cost))
            if cell.count > most:
                ways.setdefault(cell.target, []).append((cell.source, cell.key, cost))
    begin, end = (naked.target, naked.source) if upwards else (naked.source, naked.target)
    order = counter()  # nodes of the same cost cannot be compared
    waiting: list[tuple[int, int, Hashable, frozenset[Key]]] = [(0, next(order), begin, frozenset())]
    seen: set[Hashable] = set()
    while waiting:
        cost, _, here, used = heappop(waiting)
        if here == end:
            return set(used - hidden)
        if here not in seen:
            seen.add(here)
            for there, key, more in ways.get(here, ()):
                heappush(waiting, (cost + more, next(order), there, used | {key}))
    return set()
