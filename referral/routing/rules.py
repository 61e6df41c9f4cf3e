"""Which desk: ordered rules, the first that fits wins, and the national desk takes what no rule takes. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class Facts:
    """What is known in clear of a case. `desk_kind`, `topic`, `municipality`: None where the worker did not say."""

    kind: str
    desk_kind: str | None = None
    municipality: str | None = None
    topic: str | None = None
    language: str = ""
    urgent: bool = False


FACTS = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True)
class Rule(Generic[D]):
    """None means any. `desk` is whatever the caller routes to."""

    kind: str | None
    desk_kind: str | None
    municipality: str | None
    desk: D
    topic: str | None = None
    language: str | None = None
    urgent: bool | None = None

    @property
    def conditions(self) -> dict[str, object]:
        """What the rule asks for, by name of the fact."""
        return {name: value for name in FACTS if (value := getattr(self, name)) is not None}

    def misfits(self, facts: Facts) -> tuple[str, ...]:
        """The facts that keep the rule from fitting."""
        return tuple(name for name, wanted in self.conditions.items() if getattr(facts, name) != wanted)

    def fits(self, facts: Facts) -> bool:
        return not self.misfits(facts)

    def __str__(self) -> str:
        """`municipality=0599 kind=report`; `everything` for a rule without conditions."""
        return " ".join(f"{name}={str(value).lower()}" for name, value in self.conditions.items()) or "everything"


def first(rules: Sequence[Rule[D]], facts: Facts) -> Rule[D] | None:
    """The rule that decides; None: the national desk."""
    return next((rule for rule in rules if rule.fits(facts)), None)


def tried(rules: Sequence[Rule[D]], facts: Facts) -> Iterator[tuple[Rule[D], tuple[str, ...]]]:
    """Every rule up to the one that decides, each with what kept it from fitting."""
    for rule in rules:
        yield rule, rule.misfits(facts)
        if rule.fits(facts):
            return
