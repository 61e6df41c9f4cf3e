"""No hidden number can be worked out from what is shown: tried on random tables, by other means than those that hid it."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from referral.statistics.suppress import LEAST, TOTAL, Cell, Key, crossed, flat, kept_back, tree

few = st.one_of(st.integers(0, 7), st.integers(0, 3), st.integers(0, 60))


@st.composite
def cross(draw: st.DrawFn, most: int = 6) -> list[Cell]:
    rows = [f"r{n}" for n in range(draw(st.integers(1, most)))]
    columns = [f"c{n}" for n in range(draw(st.integers(1, most)))]
    return crossed(rows, columns, {(r, c): draw(few) for r in rows for c in columns})


groups = st.dictionaries(st.sampled_from("ABCDEF"), st.dictionaries(st.sampled_from("abcdefg"), few, min_size=1), min_size=1, max_size=6)
tables = st.one_of(cross(), groups.map(tree), st.dictionaries(st.sampled_from("abcdefghij"), few, min_size=1).map(flat))


def sums(cells: Sequence[Cell]) -> list[dict[Key, int]]:
    """Every sum that a reader knows: for each node, +1 for what comes in and -1 for what goes out."""
    nodes = {node for cell in cells for node in (cell.source, cell.target)}
    return [{c.key: (c.target == node) - (c.source == node) for c in cells if node in (c.source, c.target)} for node in nodes]


def worked_out(cells: Sequence[Cell], hidden: frozenset[Key]) -> set[Key]:
    """Hidden numbers that follow from the sums alone: Gauss, on fractions."""
    names, shown = sorted(hidden), {cell.key: cell.count for cell in cells if cell.key not in hidden}
    rows = [
        [Fraction(s.get(k, 0)) for k in names] + [Fraction(-sum(f * shown[k] for k, f in s.items() if k in shown))] for s in sums(cells)
    ]
    at = 0
    for column in range(len(names)):
        pivot = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [x / rows[at][column] for x in rows[at]]
        for other in range(len(rows)):
            if other != at and (factor := rows[other][column]):
                rows[other] = [x - factor * y for x, y in zip(rows[other], rows[at], strict=True)]
        at += 1
    return {names[only[0]] for row in rows if len(only := [i for i, x in enumerate(row[:-1]) if x]) == 1}


def possible(cells: Sequence[Cell], hidden: frozenset[Key], given_key: Key, value: int) -> bool:
    """Is there a table of whole numbers, hidden ones at least 1, that shows the same and has this value there? By trying."""
    known = {cell.key: cell.count for cell in cells if cell.key not in hidden} | {given_key: value}
    rules, total = sums(cells), max(cell.count for cell in cells) + LEAST
    names = [cell.key for cell in sorted(cells, key=lambda c: c.rank) if cell.key in hidden and cell.key != given_key]

    def search(known: dict[Key, int]) -> bool:
        known = dict(known)
        moved = True
        while moved:  # what a sum leaves no choice about
            moved = False
            for rule in rules:
                open_ = [key for key in rule if rule[key] and key not in known]
                rest = sum(rule[key] * known[key] for key in rule if key in known)
                if not open_ and rest:
                    return False
                if len(open_) == 1:
                    fit = -rest * rule[open_[0]]
                    if fit < 1:
                        return False
                    known[open_[0]], moved = fit, True
        left = next((key for key in names if key not in known), None)
        return left is None or any(search(known | {left: guess}) for guess in range(1, total + 1))

    return search(known)


@settings(max_examples=300, deadline=None)
@given(tables)
def test_no_hidden_number_follows_from_the_sums(cells: list[Cell]) -> None:
    hidden = kept_back(cells)
    if hidden is not None:
        assert {cell.key for cell in cells if 0 < cell.count < LEAST} <= hidden
        assert worked_out(cells, hidden) == set()
        assert not any(cell.count == 0 or cell.rank == 2 for cell in cells if cell.key in hidden)


@settings(max_examples=60, deadline=None)
@given(st.one_of(cross(most=3), st.dictionaries(st.sampled_from("AB"), st.dictionaries(st.sampled_from("abc"), few, min_size=1)).map(tree)))
def test_a_small_number_could_be_anything_from_one_to_four_for_all_that_can_be_seen(cells: list[Cell]) -> None:
    hidden = kept_back(cells) or frozenset()
    for cell in cells:
        if cell.key in hidden:
            if cell.count < LEAST and cell.rank == 0:
                assert all(possible(cells, hidden, cell.key, value) for value in range(1, LEAST))
            elif cell.count < LEAST:  # a subtotal is at least its parts, which can be counted
                assert possible(cells, hidden, cell.key, max(cell.count + 1, LEAST - 1))
            else:
                assert any(possible(cells, hidden, cell.key, value) for value in (cell.count - 1, cell.count + 1))


def test_the_oracles_of_these_tests_find_what_is_hidden_badly() -> None:
    cells = flat({"a": 3, "b": 20, "c": 30})
    only = frozenset({("a", TOTAL)})
    assert worked_out(cells, only) == {("a", TOTAL)}
    assert not possible(cells, only, ("a", TOTAL), 4)
    ones = flat({"a": 1, "b": 1, "c": 30})
    both = frozenset({("a", TOTAL), ("b", TOTAL)})
    assert worked_out(ones, both) == set()  # the sums alone do not say it
    assert not possible(ones, both, ("a", TOTAL), 2)  # but hidden is never nought, so 2 = 1 + 1


def test_as_little_as_possible_is_kept_back() -> None:
    assert kept_back(flat({"a": 3, "b": 9, "c": 30})) == {("a", TOTAL), ("b", TOTAL)}
    assert kept_back(flat({"a": 5, "b": 9, "c": 0})) == frozenset()
    assert kept_back(flat({"a": 4})) is None  # the total itself is small
    assert kept_back(flat({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1})) is None  # all hidden, and still five ones
    square = crossed(["r", "s"], ["c", "d"], {("r", "c"): 3, ("r", "d"): 40, ("s", "c"): 50, ("s", "d"): 60})
    hidden = kept_back(square)
    assert hidden is not None
    assert len(hidden) == 4


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.integers(0, 6).map(str), st.dictionaries(st.integers(0, 11).map(str), few, min_size=8), min_size=6))
def test_a_table_as_large_as_ours_is_done(large: dict[str, dict[str, int]]) -> None:
    hidden = kept_back(cells := tree(large))
    assert hidden is None or worked_out(cells, hidden) == set()
