"""The states of a case and the steps between them: one table with guards. No framework, no database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from referral.errors import Malformed, NotAllowed

State = Literal["new", "acknowledged", "in_progress", "waiting", "handed_over", "closed", "reopened", "withdrawn"]
WaitingFor = Literal["worker", "partner"]
Outcome = Literal["solved", "advised", "passed_on", "no_reply", "not_for_us", "duplicate"]
STATES: tuple[State, ...] = get_args(State)
WAITING_FOR: tuple[WaitingFor, ...] = get_args(WaitingFor)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class Given:
    """What comes with a wish to go to another state. `receiver`: another desk was named."""

    outcome: str = ""
    waiting_for: str = ""
    receiver: bool = False


Guard = Callable[[Given], bool]


def has_outcome(given: Given) -> bool:
    return given.outcome in OUTCOMES


def says_for_whom(given: Given) -> bool:
    return given.waiting_for in WAITING_FOR


def names_a_receiver(given: Given) -> bool:
    return given.receiver


def nothing(given: Given) -> bool:
    return given == Given()


# What must be known to enter a state. Withdrawing is the worker's own (MAY_WITHDRAW); no step of a desk leads there.
GUARDS: dict[State, Guard] = {
    "acknowledged": nothing,
    "in_progress": nothing,
    "waiting": says_for_whom,
    "handed_over": names_a_receiver,
    "closed": has_outcome,
    "reopened": nothing,
}
# from → what a desk may do. `handed_over` is how a case looks to the desk that received it.
STEPS: dict[str, tuple[State, ...]] = {
    "new": ("acknowledged", "in_progress", "waiting", "handed_over", "closed"),
    "acknowledged": ("in_progress", "waiting", "handed_over", "closed"),
    "in_progress": ("waiting", "handed_over", "closed"),
    "waiting": ("in_progress", "handed_over", "closed"),
    "handed_over": ("acknowledged", "in_progress", "waiting", "handed_over", "closed"),
    "closed": ("reopened",),
    "reopened": ("in_progress", "waiting", "handed_over", "closed"),
    "withdrawn": (),
}
MAY_WITHDRAW = tuple(state for state in STATES if state not in ("closed", "withdrawn"))
# what a desk has not looked at yet, above everything else in its list (migration 0003 has the same three)
FRESH = ("new", "handed_over", "reopened")
# what happens when the desk writes an answer, and when the worker adds something
ANSWERED: dict[str, State] = dict.fromkeys(("new", "acknowledged", "handed_over", "reopened"), "in_progress")
ADDED: dict[str, State] = {"waiting": "in_progress", "closed": "reopened"}
# the contract knows five words
FOR_THE_WORKER = {"acknowledged": "in_progress", "reopened": "in_progress", "withdrawn": "closed"}


def step(status: str, wanted: str, given: Given | None = None) -> State:
    """The new status. Raises NotAllowed for a step that is not in the table, Malformed when its guard misses something."""
    for state in STEPS.get(status, ()):
        if state == wanted:
            if not GUARDS[state](given or Given()):
                raise Malformed(f"{wanted} needs more, or less, than was given")
            return state
    raise NotAllowed(f"{status} → {wanted}")


def buttons(status: str) -> tuple[State, ...]:
    """The steps that need nothing but a button; waiting, closing and handing over have forms of their own."""
    return tuple(state for state in STEPS[status] if GUARDS[state] is nothing)


def shown_to_worker(status: str) -> str:
    return FOR_THE_WORKER.get(status, status)
