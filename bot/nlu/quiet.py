"""Silence the libraries below us: their start-up chatter is no news for whoever reads our output."""

from __future__ import annotations

import logging
import os
import warnings


def quiet() -> None:
    """Call before rasa or tensorflow is imported."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    warnings.simplefilter("ignore")
    logging.getLogger("rasa").setLevel(logging.WARNING)
    import structlog

    # Rasa writes every message in clear to its debug log, on standard output, unless structlog is told otherwise.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
