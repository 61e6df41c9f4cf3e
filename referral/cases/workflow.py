"""The states of a case and the steps between them. A table; no framework, no database."""

from referral.errors import NotAllowed

STATES = ("new", "in_progress", "waiting", "handed_over", "closed", "withdrawn")
# from → what a desk may do. Withdrawing is the worker's own and possible until the case is closed.
STEPS: dict[str, tuple[str, ...]] = {
    "new": ("in_progress", "waiting", "closed"),
    "in_progress": ("waiting", "closed"),
    "waiting": ("in_progress", "closed"),
    "handed_over": (),
    "closed": ("in_progress",),
    "withdrawn": (),
}
MAY_WITHDRAW = ("new", "in_progress", "waiting", "handed_over")


def step(status: str, wanted: str) -> str:
    """The new status. Raises NotAllowed."""
    if wanted not in STEPS.get(status, ()):
        raise NotAllowed(f"{status} → {wanted}")
    return wanted


def shown_to_worker(status: str) -> str:
    """The word of the contract: withdrawn is closed for him."""
    return "closed" if status == "withdrawn" else status
