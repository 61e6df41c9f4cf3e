"""The states of a case and the steps between them. A table; no framework, no database."""

from referral.errors import NotAllowed

# from → what a desk may do. Withdrawing is the worker's own (MAY_WITHDRAW); `handed_over` is how a case looks to the desk that received it.
STEPS: dict[str, tuple[str, ...]] = {
    "new": ("acknowledged", "in_progress", "waiting", "handed_over", "closed"),
    "acknowledged": ("in_progress", "waiting", "handed_over", "closed"),
    "in_progress": ("waiting", "handed_over", "closed"),
    "waiting": ("in_progress", "handed_over", "closed"),
    "handed_over": ("acknowledged", "in_progress", "waiting", "handed_over", "closed"),
    "closed": ("reopened",),
    "reopened": ("in_progress", "waiting", "handed_over", "closed"),
    "withdrawn": (),
}
STATES = tuple(STEPS)
MAY_WITHDRAW = tuple(state for state in STATES if state not in ("closed", "withdrawn"))
# what a desk has not looked at yet, above everything else in its list (migration 0003 has the same three)
FRESH = ("new", "handed_over", "reopened")
# what happens when the desk writes an answer, and when the worker adds something
ANSWERED = dict.fromkeys(("new", "acknowledged", "handed_over", "reopened"), "in_progress")
ADDED = {"waiting": "in_progress", "closed": "reopened"}
# the contract knows five words
FOR_THE_WORKER = {"acknowledged": "in_progress", "reopened": "in_progress", "withdrawn": "closed"}


def step(status: str, wanted: str) -> str:
    """The new status. Raises NotAllowed."""
    if wanted not in STEPS.get(status, ()):
        raise NotAllowed(f"{status} → {wanted}")
    return wanted


def buttons(status: str) -> tuple[str, ...]:
    """The steps a desk may choose by name; handing over has a form of its own."""
    return tuple(state for state in STEPS[status] if state != "handed_over")


def shown_to_worker(status: str) -> str:
    return FOR_THE_WORKER.get(status, status)
