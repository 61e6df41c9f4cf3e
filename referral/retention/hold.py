"""Legal hold: a case that must not be erased for now, and why."""

from datetime import UTC, datetime

from referral.errors import Malformed, NotAllowed
from referral.inbox.acting import acting, remember
from referral.inbox.changes import LONGEST_ANSWER, add_message
from referral.staff.roles import require
from referral.staff.sessions import SignedIn


def hold(who: SignedIn, reference: str, reason: str) -> None:
    """The reason is kept sealed, as a note. Raises Forbidden, UnknownCase, Malformed, NotAllowed (held already, or erased)."""
    require(who.role, "lead")
    if not (words := reason.strip()) or len(words) > LONGEST_ANSWER:
        raise Malformed("a reason")
    with acting(who, reference, "case_held") as (session, case):
        if case.held_at:
            raise NotAllowed("held already")
        case.held_at = datetime.now(UTC)
        add_message(session, case, words, who.language, "note", who)
        remember(session, case, "held", who)


def release(who: SignedIn, reference: str) -> None:
    """Its time begins anew, so that nothing is erased in the same hour. Raises Forbidden, UnknownCase, NotAllowed."""
    require(who.role, "lead")
    with acting(who, reference, "case_released") as (session, case):
        if not case.held_at:
            raise NotAllowed("not held")
        case.held_at, case.changed_at = None, datetime.now(UTC)
        remember(session, case, "released", who)
