"""A municipality's look: a small YAML file (and a logo) per municipality in a folder. Colours nobody could read are not used."""

import base64
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from content.errors import BrokenContent
from content.files import read_mapping
from deploy.base.logs import logger
from referral.outreach.print.contrast import GRAPHICS, TEXT, WHITE, contrast, readable_on

log = logger(__name__)
FOLDER = Path(__file__).parent / "looks"
MOST_BYTES = 200_000  # a logo; a poster has it once, a sheet of cards ten times
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CODE = re.compile(r"\d{4}")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Tokens:
    """`primary` and `accent` as `#rrggbb`, with the colour of words on them; `logo` is SVG text or empty."""

    name: str = ""
    primary: str = "#0b4f8a"
    accent: str = "#ffc53d"
    logo: str = ""

    @property
    def on_primary(self) -> str:
        return readable_on(self.primary)

    @property
    def on_accent(self) -> str:
        return readable_on(self.accent)


DEFAULT = Tokens()


def read_tokens(municipality: str | None, folder: Path | None = None) -> Tokens:
    """Of a CBS code (`0599`): `<folder>/0599.yaml`, else ours. What is broken or unreadable is told in the log and left out."""
    path = (folder or FOLDER) / f"{municipality}.yaml"
    if not municipality or not _CODE.fullmatch(municipality) or not path.exists():
        return DEFAULT
    try:
        given = read_mapping(path)
    except BrokenContent as error:
        log.warning("the look of a municipality is not used", problem=str(error))
        return DEFAULT
    return Tokens(
        name=str(given.get("name") or ""),
        primary=_colour(path.name, "primary", given.get("primary"), DEFAULT.primary),
        accent=_colour(path.name, "accent", given.get("accent"), DEFAULT.accent),
        logo=_logo(path, str(given.get("logo") or "")),
    )


def _colour(file: str, name: str, given: object, otherwise: str) -> str:
    if given is None:
        return otherwise
    colour = str(given).lower()
    if not _COLOUR.fullmatch(colour):
        log.warning("a colour is not used: write it as #rrggbb", file=file, token=name)
        return otherwise
    # the primary colour also stands as words and lines on white; the accent only lies behind dark or white words
    least_on_paper = GRAPHICS if name == "primary" else 1.0
    if contrast(readable_on(colour), colour) < TEXT or contrast(colour, WHITE) < least_on_paper:
        log.warning("a colour is not used: too little contrast", file=file, token=name)
        return otherwise
    return colour


def _logo(path: Path, name: str) -> str:
    """SVG as it is; PNG inside an SVG, so that a sheet has one kind of picture."""
    if not name:
        return ""
    file = path.parent / Path(name).name  # a bare file name: never out of the folder
    try:
        data = file.read_bytes()
    except OSError:
        data = b""
    if 0 < len(data) <= MOST_BYTES:
        if data.startswith(_PNG):
            width, height = struct.unpack(">II", data[16:24])
            picture = base64.b64encode(data).decode()
            return (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
                f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
            )
        if b"<svg" in data[:1000]:
            return data.decode("utf-8", "replace")
    log.warning("a logo is not used: an SVG or PNG of at most 200 kB beside the file", file=path.name)
    return ""
