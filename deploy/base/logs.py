"""One way of logging for every room: JSON lines on stderr, scrubbed of personal data, never a local variable or a message body."""

import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from deploy.base.scrub import scrub

NOISY = ("httpx", "httpcore", "uvicorn.access", "procrastinate", "twilio", "alembic")


def _scrub_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str) and key != "timestamp":
            event[key] = scrub(value)
    return event


def configure(room: str) -> None:
    """Set up logging of a process. Library loggers go through the same scrubber as ours."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _scrub_event,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _scrub_event, structlog.processors.JSONRenderer()],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(os.environ.get("WEGWIJZER_LOG_LEVEL", "INFO"))
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(room=room)


def logger(name: str) -> Any:
    """A structlog logger; pass facts as keywords, never a message text or an address."""
    return structlog.stdlib.get_logger(name)
