"""From day counts to numbers that may be shown: nothing below five, and nothing that can be found by subtracting. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

THRESHOLD = 5


@dataclass(frozen=True)
class Bar:
    """A week (its Monday) or a month. `n` None: fewer than five, or kept back so that a smaller one cannot be worked out."""

    begin: date
    n: int | None


def shown(n: int) -> int | None:
    """None: fewer than five (0 stays 0, it says nothing about anybody)."""
    return n if n == 0 or n >= THRESHOLD else None


def weeks(days: Mapping[date, int], last: date, many: int) -> list[Bar]:
    """The last `many` weeks up to the day `last`, none of them so that its small number shows."""
    monday = last - timedelta(days=last.weekday())
    begins = [monday - timedelta(weeks=back) for back in reversed(range(many))]
    return hidden([(begin, sum(n for day, n in days.items() if begin <= day < begin + timedelta(weeks=1))) for begin in begins])


def hidden(bars: Sequence[tuple[date, int]]) -> list[Bar]:
    return [Bar(begin, n) for (begin, _), n in zip(bars, together([n for _, n in bars]), strict=True)]


def together(counts: Sequence[int]) -> list[int | None]:
    """Counts beside their total: small ones are left out; a single one would be the total minus the rest, so the next smallest goes too."""
    out = {at for at, n in enumerate(counts) if shown(n) is None}
    if len(out) == 1:
        others = [(n, at) for at, n in enumerate(counts) if at not in out and n > 0]
        if others:
            out.add(min(others)[1])
    return [None if at in out else n for at, n in enumerate(counts)]


def month(days: Mapping[date, int], last: date) -> int:
    """Of the thirty days up to `last`. Not yet fit to be shown."""
    return sum(n for day, n in days.items() if last - timedelta(days=30) < day <= last)
