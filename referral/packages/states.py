"""How far a package is, as the partner says: one table. Every step is taken once, and there is no way back."""

from typing import Literal, get_args

from referral.errors import NotAllowed

State = Literal["sent", "received", "in_progress", "finished", "not_for_us"]
STATES: tuple[State, ...] = get_args(State)
STEPS: dict[State, tuple[State, ...]] = {
    "sent": ("received",),
    "received": ("in_progress", "finished", "not_for_us"),
    "in_progress": ("finished", "not_for_us"),
    "finished": (),
    "not_for_us": (),
}


def step(state: str, wanted: str) -> State:
    """Raises NotAllowed, also for the same step again."""
    for known, following in STEPS.items():
        if known == state:
            for name in following:
                if name == wanted:
                    return name
    raise NotAllowed(f"{state} → {wanted}")


def is_over(state: str) -> bool:
    return not any(known == state and following for known, following in STEPS.items())
