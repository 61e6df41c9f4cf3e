"""Which desk: ordered rules, the first that fits wins, and the national desk takes what no rule takes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class Rule(Generic[D]):
    """None means any. `desk` is whatever the caller routes to."""

    kind: str | None
    desk_kind: str | None
    municipality: str | None
    desk: D

    def fits(self, kind: str, desk_kind: str | None, municipality: str | None) -> bool:
        return (
            self.kind in (None, kind)
            and self.desk_kind in (None, desk_kind)
            and (self.municipality is None or self.municipality == municipality)
        )


def route(rules: Sequence[Rule[D]], national: D, kind: str, desk_kind: str | None, municipality: str | None) -> tuple[D, bool]:
    """(desk, is it the national one)."""
    for rule in rules:
        if rule.fits(kind, desk_kind, municipality):
            return rule.desk, False
    return national, True
