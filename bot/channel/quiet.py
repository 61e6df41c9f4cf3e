"""Keeps words of people out of Rasa's log, and tells the turn in progress that an action failed.

Rasa logs the traceback of a failed action and goes on as if nothing had happened. The traceback can hold the whole conversation.
"""

import logging
from collections.abc import Iterator

import aiohttp

from bot.store import turn


class Quiet(logging.Filter):
    """Drops tracebacks of the processor; marks the turn as failed, so that nothing of it is stored."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
            record.msg, record.args = "an action failed: %s", (_kinds(error),)
            record.exc_info = record.exc_text = None
            now = turn.current.get()
            if now is not None:
                now.failed = True
                now.unreachable = now.unreachable or any(isinstance(one, aiohttp.ClientConnectionError) for one in _chain(error))
        return True


def _kinds(error: BaseException | None) -> str:
    """The classes of an error and its causes, and an HTTP status; never a message, which may quote somebody."""
    found = []
    for one in _chain(error):
        status = getattr(one, "status", None)
        found.append(type(one).__name__ + (f" {status}" if isinstance(status, int) else ""))
    return " from ".join(found) or "unknown"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def quieten() -> None:
    """Idempotent."""
    for name in ("rasa.core.processor", "rasa.core.actions.action"):
        logger = logging.getLogger(name)
        if not any(isinstance(f, Quiet) for f in logger.filters):
            logger.addFilter(Quiet())
