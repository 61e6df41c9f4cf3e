"""The addresses of the public pages: `/<lang>/<slug>`, in words of that language, fixed for good (`<lang>/slugs.yaml`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.errors import BrokenContent, MissingContent
from content.files import ROOT, read_lines, read_mapping
from content.languages import LANGUAGES

FILE = "slugs.yaml"
PUBLISHED = "slugs_published.txt"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 40  # characters: fits a line of a poster


@dataclass(frozen=True)
class Slugs:
    """`current`: (lang, topic) → slug. `known`: (lang, slug) → topic, also those that have been replaced."""

    current: Mapping[tuple[str, str], str]
    known: Mapping[tuple[str, str], str]

    def slug(self, topic: str, lang: str) -> str:
        """Raises MissingContent."""
        found = self.current.get((lang, topic))
        if found is None:
            raise MissingContent(f"no slug for {topic} in {lang}")
        return found

    def topic(self, lang: str, slug: str) -> str | None:
        """The topic that this address is or was of; None for an address that never was."""
        return self.known.get((lang, slug))

    def path(self, topic: str, lang: str) -> str:
        """`/pl/placa-minimalna`. Raises MissingContent."""
        return f"/{lang}/{self.slug(topic, lang)}"


def read_slugs(root: Path = ROOT, languages: tuple[str, ...] = LANGUAGES) -> Slugs:
    """Raises BrokenContent. Where a slug stands twice the first counts; `content check` tells."""
    current: dict[tuple[str, str], str] = {}
    known: dict[tuple[str, str], str] = {}
    for lang in languages:
        for topic, slugs in rows(root, lang).items():
            current[lang, topic] = slugs[0]
            for slug in slugs:
                known.setdefault((lang, slug), topic)
    return Slugs(current, known)


def rows(root: Path, lang: str) -> dict[str, list[str]]:
    """Topic → its slugs, the one in use first. Raises BrokenContent."""
    path = root / lang / FILE
    if not path.exists():
        return {}
    try:
        written = {str(topic): value for topic, value in read_mapping(path).items() if value is not None}
    except BrokenContent as error:
        raise BrokenContent(f"{lang}/{error}") from None
    found = {topic: value if isinstance(value, list) else [value] for topic, value in written.items()}
    for topic, slugs in found.items():
        if not slugs or not all(isinstance(slug, str) for slug in slugs):
            raise BrokenContent(f"{lang}/{FILE}:1: {topic} needs a slug, or a list with the one in use first")
    return found


def published(root: Path) -> list[tuple[int, str, str, str]]:
    """(line number, lang, slug, topic): every address that ever stood on a poster. Raises BrokenContent."""
    found = []
    for number, line in read_lines(root / PUBLISHED):
        parts = re.fullmatch(r"(\w+)/(\S+) +(\w+)", line)
        if not parts:
            raise BrokenContent(f"{PUBLISHED}:{number}: is not `<lang>/<slug> <topic>`")
        found.append((number, parts[1], parts[2], parts[3]))
    return found


@cache
def slugs() -> Slugs:
    """Those of this installation, read once: an address does not change while running."""
    return read_slugs()
