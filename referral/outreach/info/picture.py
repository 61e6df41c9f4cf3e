"""The picture of a link preview, drawn by typst with Sofia Sans (OFL; Latin and Bulgarian Cyrillic), kept in memory and on disk.

The title only: no figure that could be out of date in somebody's chat.
"""

import hashlib
import json
import os
import secrets
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

SCRIPT = Path(__file__).parent / "templates" / "picture.typ"
FONTS = Path(__file__).parents[1] / "print" / "fonts"
KEPT = 400  # in memory: every topic in every language, some 35 kB each
_SCRIPT = SCRIPT.read_bytes()
_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
_drawing = threading.Lock()  # one at a time: crawlers may ask for all 350 at once, and the desk runs on the same cores
_kept: dict[str, bytes] = {}


@dataclass(frozen=True)
class Words:
    """`alarm`: the line of danger, or ""."""

    lang: str
    title: str
    group: str
    promise: str
    name: str
    alarm: str = ""

    @property
    def version(self) -> str:
        """Sixteen hex digits that change with what is drawn."""
        return hashlib.sha256(_SCRIPT + json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def picture(words: Words, folder: Path) -> bytes:
    """PNG, 1200 × 630. `folder` keeps what was drawn before; when it cannot be written to, the picture is drawn all the same."""
    if words.version in _kept:
        return _kept[words.version]
    path = folder / f"{words.version}.png"
    with _drawing:
        drawn = _read(path)
        if drawn is None:
            drawn = draw(words)
            _keep(path, drawn)
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[words.version] = drawn
    return drawn


def draw(words: Words) -> bytes:
    """PNG. The same words give the same picture on every machine: only the font that comes with this repository is used."""
    inputs = {name: str(value) for name, value in asdict(words).items()}
    return typst.compile(_SCRIPT, font_paths=_FONTS, format="png", ppi=72, sys_inputs=inputs)


def _read(path: Path) -> bytes | None:
    try:
        found = path.read_bytes()
    except OSError:
        return None
    return found if found.startswith(b"\x89PNG") else None


def _keep(path: Path, drawn: bytes) -> None:
    """Whole or not at all: another process may read it at the same moment."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        half.write_bytes(drawn)
        os.replace(half, path)
    except OSError:
        return
