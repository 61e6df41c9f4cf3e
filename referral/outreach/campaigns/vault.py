"""A file that is written and read piece by piece and lies on the disk only sealed (libsodium's secretstream), with bounded memory."""

import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from nacl import bindings as sodium

from referral.errors import CannotOpen

PIECE = 64 * 1024
_LENGTH = struct.Struct(">I")
_LAST, _MORE = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL, sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_MORE_THAN = sodium.crypto_secretstream_xchacha20poly1305_ABYTES  # a sealed piece is so much longer
_HEADER = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES


def new_key() -> bytes:
    return bytes(sodium.crypto_secretstream_xchacha20poly1305_keygen())


class Sealing:
    """Write to it as to a file that cannot go back. Leaving the block without an error writes the last piece.

    It stands under another name until it is whole, and is gone after an error.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path, self._part = path, path.with_suffix(".part")
        self._out: BinaryIO = self._part.open("wb")
        self._state, self._held = sodium.crypto_secretstream_xchacha20poly1305_state(), bytearray()
        self._out.write(sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key))
        self.size = 0

    def write(self, data: bytes) -> int:
        self._held += data
        self.size += len(data)
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), _MORE)
            del self._held[:PIECE]
        return len(data)

    def flush(self) -> None:
        """zipfile asks for it; pieces go out when they are full."""

    def _put(self, piece: bytes, tag: int) -> None:
        sealed = sodium.crypto_secretstream_xchacha20poly1305_push(self._state, piece, tag=tag)
        self._out.write(_LENGTH.pack(len(sealed)) + sealed)

    def __enter__(self) -> "Sealing":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self._put(bytes(self._held), _LAST)
        self._out.close()
        if error is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


def opened(path: Path, key: bytes) -> Iterator[bytes]:
    """The pieces in the clear. Raises CannotOpen: another key, a changed file, or one that was cut off."""
    state, tag = sodium.crypto_secretstream_xchacha20poly1305_state(), _MORE
    with path.open("rb") as file:
        try:
            sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_HEADER), key)
            while tag != _LAST:
                (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
                if length > PIECE + _MORE_THAN:
                    raise CannotOpen
                piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, file.read(length))
                yield piece
        except (RuntimeError, ValueError, struct.error):
            raise CannotOpen from None
