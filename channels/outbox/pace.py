"""How long to wait before trying again. Pure apart from the dice."""

import random
from datetime import timedelta

from channels.provider import Fault

FIRST, MOST = 1.0, 300.0
# a phone that is off comes back in hours; a provider that refuses 12 times in 40 minutes needs a person
ATTEMPTS = {Fault.TRANSIENT: 12, Fault.AMBIGUOUS: 8}
AMBIGUOUS_LEAST = 6.0  # the provider answered that it failed, and perhaps took it all the same: its books need a moment
# no answer at all (a time-out, or we died): the request may still be under way. Twice our own time-out, as a busy machine is late with all.
IN_FLIGHT_LEAST = 16.0
# An attempt that has not begun within so long is not begun at all. A process can stand still (a busy machine, a sleeping one) while
# its jobs are taken over: whoever then looks what was sent must be able to rely on it that nothing follows. With the 8 s that a request
# may take at most, all is over before IN_FLIGHT_LEAST.
START_WITHIN = 5.0
CALLBACK_LEAST = 20.0  # the carrier, not the provider, could not deliver


def delay(attempt: int, least: float = 0.0) -> timedelta:
    """Doubles from one second to five minutes, with half of it by chance so that retries do not come in waves."""
    whole = max(least, min(MOST, FIRST * 2 ** max(0, attempt - 1)))
    return timedelta(seconds=whole / 2 + random.random() * whole / 2 if not least else whole * (1 + random.random() / 4))  # noqa: S311


def next_try(fault: Fault, attempts: int) -> timedelta | None:
    """None: give up."""
    if attempts >= ATTEMPTS.get(fault, 0):
        return None
    return delay(attempts, AMBIGUOUS_LEAST if fault is Fault.AMBIGUOUS else 0.0)
