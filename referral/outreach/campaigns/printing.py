"""The file of a campaign: every poster in every chosen format, in one zip, made by the worker with bounded memory."""

import csv
import io
import re
import unicodedata
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from content.live import catalogue
from referral.outreach.campaigns.vault import Sealing
from referral.outreach.doors import doors
from referral.outreach.links import targets
from referral.outreach.links.service import Link
from referral.outreach.print import qr, sheets
from referral.outreach.print.sheets import Sheet
from referral.outreach.print.tokens import Tokens

# what a member chooses from: the sheets, and the code alone for somebody's own poster
FORMATS = (*sheets.FORMATS, "qr.svg", "qr.png")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class File:
    """One entry: its name in the zip and how it is made, when its turn comes."""

    name: str
    make: Callable[[], bytes]


def sheet_of(link: Link) -> Sheet:
    """What the poster of a link says; the numbers are those of this installation."""
    here = doors()
    return Sheet(
        link.language, link.topic, targets.short(here, link.slug), here.whatsapp.removeprefix("whatsapp:") or None, here.sms or None
    )


def one(link: Link, kind: str, look: Tokens) -> bytes:
    """A single sheet or code, as it goes into the zip."""
    sheet = sheet_of(link)
    if kind == "qr.svg":
        return qr.svg(sheet.link).encode()
    if kind == "qr.png":
        return qr.png(sheet.link)
    return sheets.pdf(cast(sheets.Format, kind), [sheet], look)


def files(links: Sequence[Link], names: Mapping[uuid.UUID, str], formats: Sequence[str], look: Tokens) -> Iterator[File]:
    """In order; a folder for each place or key figure. `mix` is one sheet for a place and topic with all its languages."""
    for link in links:
        folder = _plain(names.get(link.figure_id, "") if link.figure_id else link.place)
        for kind in formats:
            if kind != "mix":
                end = f"-{kind}" if "." in kind else f"-{kind}.pdf"
                name = f"{folder}/{link.language}-{_plain(link.topic or 'general')}-{link.spoken}{end}"
                yield File(name, lambda link=link, kind=kind: one(link, kind, look))  # type: ignore[misc]
    if "mix" in formats:
        yield from _mixed(links, names, look)


def _mixed(links: Sequence[Link], names: Mapping[uuid.UUID, str], look: Tokens) -> Iterator[File]:
    together: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        folder = _plain(names.get(link.figure_id, "") if link.figure_id else link.place)
        together[folder, link.topic or "general"].append(link)
    for (folder, topic), several in together.items():
        said = [sheet_of(link) for link in several]
        if len({sheet.language for sheet in said}) == len(said) > 1:
            yield File(f"{folder}/{_plain(topic)}-{len(said)}-languages.pdf", lambda said=said: sheets.pdf("mix", said, look))  # type: ignore[misc]


def write(path: Path, key: bytes, wanted: Sequence[File], links: Sequence[Link], progress: Progress) -> int:
    """The sealed zip at `path`, one sheet in memory at a time; returns its size in the clear. `progress(n)` after each file."""
    # stored, because PDFs are compressed already
    with Sealing(path, key) as out, zipfile.ZipFile(cast(IO[bytes], out), "w", zipfile.ZIP_STORED) as made:
        made.writestr("links.csv", _index(links))
        for n, file in enumerate(wanted, 1):
            made.writestr(file.name, file.make())
            progress(n)
    return out.size


def _index(links: Sequence[Link]) -> str:
    text, here = io.StringIO(), doors()
    rows = csv.writer(text)
    rows.writerow(["address", "language", "topic", "place"])
    for link in links:
        title = catalogue().title(link.topic, "nl") if link.topic else ""
        rows.writerow([targets.short(here, link.slug), link.language, title, _plain(link.place)])
    return text.getvalue()


def _plain(name: str) -> str:
    """A name that is a file name everywhere: `Sklep „Żabka”` → `Sklep-Zabka`."""
    letters = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return re.sub(r"[^\w]+", "-", "".join(c for c in letters if not unicodedata.combining(c))).strip("-")[:60] or "-"
