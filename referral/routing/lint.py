"""Faults in a set of rules: one that can never decide, two that say different things, a word that does not exist. Pure."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from referral.routing.rules import FACTS, Facts, Rule, first

Domains = Mapping[str, Sequence[object]]  # every value that a fact can have, None where it can be absent


@dataclass(frozen=True)
class Fault:
    """`where`: place of the rule in the order, from 1. A conflict is a warning: the order decides, which may be meant."""

    what: Literal["unreachable", "conflict", "unknown", "missing"]
    where: int
    detail: str

    @property
    def is_error(self) -> bool:
        return self.what != "conflict"

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'warning'}: rule {self.where}: {self.what}: {self.detail}"


def faults(rules: Sequence[Rule[str]], domains: Domains, desks: Sequence[str], national: str | None) -> Iterator[Fault]:
    """In the order of the rules. `desks`: names that exist."""
    if national is None:
        yield Fault("missing", 0, "there is no national desk, so a case that no rule takes cannot be filed")
    for place, rule in enumerate(rules, 1):
        if rule.desk not in desks:
            yield Fault("unknown", place, f"desk “{rule.desk}”")
        for name, value in rule.conditions.items():
            if value not in domains[name]:
                yield Fault("unknown", place, f"{name} “{value}”")
        before = rules[: place - 1]
        if not _can_decide(rule, before, domains):
            yield Fault("unreachable", place, f"every case of “{rule}” goes to an earlier rule")
            continue
        for number, other in enumerate(before, 1):
            if other.desk != rule.desk and _cross(rule, other):
                yield Fault("conflict", place, f"“{rule}” and rule {number}, “{other}”, overlap and lead to different desks")


def _can_decide(rule: Rule[str], before: Sequence[Rule[str]], domains: Domains) -> bool:
    """Is there a case that fits this rule and none before it? Tries every mix of the values that the rules before tell apart."""
    near = [other for other in before if _overlap(rule, other)]
    choices = []
    for name in FACTS:
        wanted = rule.conditions.get(name)
        told_apart = {other.conditions[name] for other in near if name in other.conditions}
        elsewhere = [value for value in domains[name] if value not in told_apart][:1]
        choices.append([wanted] if wanted is not None else [*told_apart, *elsewhere])
    return any(first(near, Facts(*values)) is None for values in itertools.product(*choices))  # type: ignore[arg-type]


def _overlap(one: Rule[str], other: Rule[str]) -> bool:
    both = one.conditions.keys() & other.conditions.keys()
    return all(one.conditions[name] == other.conditions[name] for name in both)


def _cross(one: Rule[str], other: Rule[str]) -> bool:
    """They overlap, and each also takes cases that the other does not. A narrow rule before a wide one is no conflict but the usual way."""
    return _overlap(one, other) and bool(one.conditions.keys() - other.conditions.keys()) and bool(
        other.conditions.keys() - one.conditions.keys()
    )  # fmt: skip
