"""Reports that could not be handed in: sealed to referral's public key, one file each. This room itself cannot read them again."""

import base64
import json
import os
from pathlib import Path
from typing import Any

from nacl.public import PublicKey, SealedBox


class Spool:
    """A folder of sealed reports. Raises OSError when the disk does not take them (the caller then says so honestly)."""

    def __init__(self, folder: Path, public_key: str) -> None:
        self.folder = folder
        self._box = SealedBox(PublicKey(base64.b64decode(public_key)))

    def keep(self, case: dict[str, Any], key: str) -> None:
        """Written, synced and renamed before it returns. The same key again replaces the same file."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sealed = self._box.encrypt(json.dumps({**case, "idempotency_key": key}, ensure_ascii=False).encode())
        final = self.folder / f"{key}.sealed"
        part = self.folder / f"{key}.part"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(sealed))
            file.flush()
            os.fsync(file.fileno())
        part.rename(final)
        folder = os.open(self.folder, os.O_RDONLY)  # the new name must survive a power cut, too
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def waiting(self) -> list[Path]:
        """Oldest first."""
        found = list(self.folder.glob("*.sealed")) if self.folder.is_dir() else []
        return sorted(found, key=lambda path: path.stat().st_mtime)
