"""The states of a share link as a table, and what one that leads nowhere says about itself. Pure."""

from datetime import date
from typing import Literal

State = Literal["active", "paused", "ended", "replaced"]
Step = Literal["pause", "resume", "end", "rotate"]
Why = Literal["paused", "ended", "replaced", "expired"]

STEPS: dict[tuple[State, Step], State] = {
    ("active", "pause"): "paused",
    ("paused", "resume"): "active",
    ("active", "end"): "ended",
    ("paused", "end"): "ended",
    # a new slug takes over: the old one was abused, or hangs where nobody can take it down
    ("active", "rotate"): "replaced",
    ("paused", "rotate"): "replaced",
}


def after(state: str, step: Step) -> State | None:
    """The next state, or None where the step is not possible."""
    return next((to for (known, taken), to in STEPS.items() if known == state and taken == step), None)


def why_not(state: str, expires_on: date | None, today: date) -> Why | None:
    """Why the link leads nowhere today, or None when it does. `expires_on` is the first day on which it no longer works."""
    dead: dict[str, Why] = {"paused": "paused", "ended": "ended", "replaced": "replaced"}
    if state in dead:
        return dead[state]
    return "expired" if expires_on and today >= expires_on else None
