"""Routing with the rules of the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, load_only

from referral.database import Case, Desk, Route
from referral.errors import Malformed, ReferralError
from referral.routing.rules import FACTS, Facts, Rule, first, tried

NATIONAL = "national"
STEP = 10  # between the positions of two rules


@dataclass(frozen=True)
class Decision:
    """`rule`: in words, as it is kept with the case."""

    desk: Desk
    national: bool
    rule: str


def rules(session: Session, municipality: str | None = None, *, everything: bool = True) -> list[Rule[Desk]]:
    """In their order. With `everything` false only those that can fit a case of this municipality."""
    query = select(Route, Desk).join(Desk, Route.desk_id == Desk.id).order_by(Route.position, Route.id)
    if not everything:
        query = query.where(or_(Route.municipality.is_(None), Route.municipality == municipality))
    return [Rule(desk=desk, **{name: getattr(route, name) for name in FACTS}) for route, desk in session.execute(query)]


def by_name(rule: Rule[Desk]) -> Rule[str]:
    """The same rule with the name of its desk."""
    return Rule(desk=rule.desk.name, **{name: getattr(rule, name) for name in FACTS})


def national_desk(session: Session) -> Desk | None:
    return session.scalars(select(Desk).where(Desk.municipality.is_(None)).order_by(Desk.name)).first()


def decide(session: Session, facts: Facts) -> Decision:
    """Raises ReferralError when not even a national desk exists: that is a fault of the installation."""
    national = national_desk(session)
    if national is None:
        raise ReferralError("no national desk: make one with `wegwijzer desk create`")
    rule = first(rules(session, facts.municipality, everything=False), facts)
    return Decision(rule.desk, False, str(rule)) if rule else Decision(national, True, NATIONAL)


def facts_of(case: Case) -> Facts:
    return Facts(case.kind, case.desk_kind, case.municipality, case.topic, case.language, case.urgent)


def explain(session: Session, facts: Facts) -> list[tuple[str, str, tuple[str, ...]]]:
    """(rule, desk, what kept it from fitting) for each rule of the municipality that is tried, and the national desk if none fits."""
    steps = [(str(rule), rule.desk.name, why) for rule, why in tried(rules(session, facts.municipality, everything=False), facts)]
    if (not steps or steps[-1][2]) and (national := national_desk(session)):
        steps.append((NATIONAL, national.name, ()))
    return steps


def replace(session: Session, wanted: Sequence[Rule[str]]) -> None:
    """The whole set, by names of desks. Raises Malformed for a desk that does not exist."""
    desks = {desk.name: desk for desk in session.scalars(select(Desk).options(load_only(Desk.id, Desk.name)))}
    if missing := {rule.desk for rule in wanted} - desks.keys():
        raise Malformed("no such desk: " + ", ".join(sorted(missing)))
    session.execute(delete(Route))
    for number, rule in enumerate(wanted, 1):
        session.add(Route(position=number * STEP, desk_id=desks[rule.desk].id, **{name: getattr(rule, name) for name in FACTS}))


def dry_run(session: Session, wanted: Sequence[Rule[str]], last: int) -> list[tuple[str, str, str]]:
    """(case, desk by the rules of now, desk by the wanted ones) of the last cases that would go elsewhere. Nothing is changed."""
    now, fallback = rules(session), national_desk(session)
    national = fallback.name if fallback else NATIONAL
    moved = []
    for case in session.scalars(select(Case).order_by(Case.received_at.desc()).limit(last)):
        facts = facts_of(case)
        old, new = first(now, facts), first(wanted, facts)
        before, after = old.desk.name if old else national, new.desk if new else national
        if before != after:
            moved.append((case.reference, before, after))
    return moved
