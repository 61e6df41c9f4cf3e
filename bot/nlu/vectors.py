"""Encoder vectors kept on disk between trainings: encoding takes minutes, everything else seconds."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import numpy as np

from bot.nlu.encoder import Encoder

log = logging.getLogger(__name__)
DEFAULT_DIR = Path(__file__).resolve().parents[1] / ".build"
_CHUNK = 256


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def encode_cached(encoder: Encoder, texts: list[str], folder: Path = DEFAULT_DIR) -> np.ndarray:
    """Vectors float32 [n, dim]; those met before come from `folder`, new ones are added to it (float16 on disk)."""
    path = folder / f"vectors-{encoder.name}.npz"
    known = _read(path, encoder.dim)
    keys = [_key(t) for t in texts]
    # Texts of like length together: the engine pads nothing, but short batches finish sooner and keep caches warm.
    missing = sorted({k: t for k, t in zip(keys, texts, strict=True) if k not in known}.items(), key=lambda kt: len(kt[1]))
    for start in range(0, len(missing), _CHUNK):
        part = missing[start : start + _CHUNK]
        for (key, _), vector in zip(part, encoder.encode([t for _, t in part]), strict=True):
            known[key] = vector.astype(np.float16)
        # Saved now and then, so that a stopped training does not start from nothing.
        if start and start % (_CHUNK * 20) == 0:
            log.info("encoded %d of %d new messages", start, len(missing))
            _write(path, known)
    if missing:
        _write(path, known)
    return np.array([known[k] for k in keys], dtype=np.float32).reshape(len(texts), encoder.dim)


def _read(path: Path, dim: int) -> dict[str, np.ndarray]:
    try:
        with np.load(path) as stored:
            keys, values = stored["keys"], stored["values"]
    except (OSError, ValueError, KeyError, EOFError):
        return {}  # a missing or broken cache costs time, nothing else
    return dict(zip(keys.tolist(), values, strict=True)) if values.shape[1:] == (dim,) else {}


def _write(path: Path, known: dict[str, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.part.npz")
    np.savez(temporary, keys=np.array(list(known)), values=np.array(list(known.values())))
    temporary.replace(path)
