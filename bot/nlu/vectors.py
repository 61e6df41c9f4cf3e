"""Encoder vectors kept between trainings: encoding takes minutes, everything else seconds.

Two stores: `bot/vectors/` comes with the repository (made from content/*/questions by `make vectors`, eight bits a number), so that a fresh
machine need not encode; `bot/.build/` holds what was encoded here. Both are derived: without them training is slower and ends the same.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import numpy as np

from bot.nlu.encoder import Encoder

log = logging.getLogger(__name__)
BOT = Path(__file__).resolve().parents[1]
DEFAULT_DIR = BOT / ".build"
SHIPPED_DIR = BOT / "vectors"
_CHUNK = 256
Vectors = dict[str, np.ndarray]


def key(text: str) -> str:
    """A short name of a text that does not hold the text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def encode_cached(encoder: Encoder, texts: list[str], folder: Path = DEFAULT_DIR, came_with: Path = SHIPPED_DIR) -> np.ndarray:
    """Vectors float32 [n, dim]; those met before come from the stores, new ones are added to `folder` (float16 on disk)."""
    path = folder / f"vectors-{encoder.name}.npz"
    here, keys = _read(path, encoder.dim), [key(t) for t in texts]
    known = read_shipped(encoder, came_with) | here
    # Texts of like length together: the engine pads nothing, but short batches finish sooner and keep caches warm.
    missing = sorted({k: t for k, t in zip(keys, texts, strict=True) if k not in known}.items(), key=lambda kt: len(kt[1]))
    for start in range(0, len(missing), _CHUNK):
        part = missing[start : start + _CHUNK]
        for (name, _), vector in zip(part, encoder.encode([t for _, t in part]), strict=True):
            known[name] = here[name] = vector.astype(np.float16)
        # Saved now and then, so that a stopped training does not start from nothing.
        if start and start % (_CHUNK * 20) == 0:
            log.info("encoded %d of %d new messages", start, len(missing))
            _write(path, here)
    if missing:
        _write(path, here)
    return np.array([known[k] for k in keys], dtype=np.float32).reshape(len(texts), encoder.dim)


def read_shipped(encoder: Encoder, folder: Path = SHIPPED_DIR) -> Vectors:
    """Key to vector float16 [dim], of all files for this encoder."""
    found: Vectors = {}
    for path in sorted(folder.glob(f"{encoder.name}-*.npz")):
        with np.load(path) as stored:
            values = stored["values"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None]
            found.update(zip((k.tobytes().hex() for k in stored["keys"]), values.astype(np.float16), strict=True))
    return found


def names_in(path: Path) -> set[str]:
    """Keys of one shipped file; empty when there is none."""
    if not path.exists():
        return set()
    with np.load(path) as stored:
        return {k.tobytes().hex() for k in stored["keys"]}


def write_shipped(path: Path, vectors: Vectors) -> None:
    """One file, rows by key: keys uint8 [n, 8], values int8 [n, dim], scale float16 [n]."""
    names = sorted(vectors)
    values = np.array([vectors[name] for name in names], np.float32)
    # rounded first, so that what is divided by is what will be multiplied by
    scale = (np.abs(values).max(axis=1) / 127).astype(np.float16)
    keys = np.frombuffer(bytes.fromhex("".join(names)), np.uint8).reshape(len(names), 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = np.clip(np.rint(values / scale.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    np.savez_compressed(path, keys=keys, values=rounded, scale=scale)


def _read(path: Path, dim: int) -> Vectors:
    try:
        with np.load(path) as stored:
            keys, values = stored["keys"], stored["values"]
    except (OSError, ValueError, KeyError, EOFError):
        return {}  # a missing or broken cache costs time, nothing else
    return dict(zip(keys.tolist(), values, strict=True)) if values.shape[1:] == (dim,) else {}


def _write(path: Path, known: Vectors) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.part.npz")
    np.savez(temporary, keys=np.array(list(known)), values=np.array(list(known.values())))
    temporary.replace(path)
