"""The states of an outgoing message and their order: callbacks come in any order and may only move a message forward."""

# ours: waiting (not tried or to be tried again), parked (until the person writes again), sending (an attempt was begun), dead (given up).
# The others are the provider's own words.
RANK = {
    "waiting": 0,
    "parked": 0,
    "sending": 1,
    "accepted": 2,
    "scheduled": 2,
    "queued": 3,
    "sent": 5,
    "delivered": 6,
    "read": 7,
    "failed": 8,
    "undelivered": 8,
    "canceled": 8,
    "dead": 9,
}
# the provider's "sending" is not ours, which means less
FROM_PROVIDER = {"sending": "queued"}
DELIVERED = ("delivered", "read")
FAILED = ("failed", "undelivered", "canceled", "dead")
TERMINAL = (*DELIVERED, *FAILED)


def named(status: str) -> str | None:
    """Our name for a provider's status; None when it means nothing to us."""
    status = FROM_PROVIDER.get(status, status)
    return status if RANK.get(status, 0) > RANK["sending"] and status != "dead" else None


def moves_forward(old: str, new: str) -> bool:
    """A message that arrived does not fail afterwards, and one that failed does not arrive."""
    if old in FAILED or (old in DELIVERED and new in FAILED):
        return False
    return RANK[new] > RANK[old]
