"""Replies that staff choose and workers read in their own language (`<lang>/replies.yaml`). Dutch is the source and names the fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from content.errors import BrokenContent, MissingContent
from content.files import ROOT, read_mapping
from content.format import long_date
from content.languages import LANGUAGES

FIELD = re.compile(r"\{([a-z_]+)\}")
KINDS = ("date", "time", "text")
LONGEST_FIELD = 120
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True)
class Reply:
    """`texts`: by language, only those that are up to date with the Dutch `version`. `fields`: name → date, time or text."""

    name: str
    title: str
    version: int
    fields: Mapping[str, str]
    texts: Mapping[str, str]

    def said(self, lang: str, given: Mapping[str, str]) -> str:
        """The text with its fields filled in. Raises MissingContent for a language that lacks it, ValueError for a field that is wrong."""
        if lang not in self.texts:
            raise MissingContent(f"no reply {self.name} in {lang}")
        words = {name: _words(kind, given.get(name, ""), lang) for name, kind in self.fields.items()}
        return FIELD.sub(lambda hit: words[hit.group(1)], self.texts[lang])


def _words(kind: str, value: str, lang: str) -> str:
    value = " ".join(value.split())
    if kind == "date":
        return long_date(date.fromisoformat(value), lang)
    if kind == "time":
        found = _TIME.fullmatch(value)
        if not found:
            raise ValueError("a time is written 14:30")
        return f"{int(found.group(1))}:{found.group(2)}"
    if not 0 < len(value) <= LONGEST_FIELD:
        raise ValueError(f"between 1 and {LONGEST_FIELD} characters")
    return value


def read_replies(root: Path = ROOT, languages: tuple[str, ...] = LANGUAGES) -> dict[str, Reply]:
    """In the order of the Dutch file. Raises BrokenContent."""
    files = {lang: read_mapping(root / lang / "replies.yaml") for lang in languages if (root / lang / "replies.yaml").exists()}
    found = {}
    for name, source in files.get("nl", {}).items():
        try:
            version, fields = int(source["version"]), dict(source.get("fields") or {})
            texts = {
                lang: str(rows[name]["text"])
                for lang, rows in files.items()
                if name in rows and (lang == "nl" or rows[name].get("source_version") == version)
            }
            found[name] = Reply(name, str(source["title"]), version, fields, texts)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BrokenContent(f"nl/replies.yaml:1: {name}: {type(error).__name__} {error}") from None
    return found


@cache
def replies() -> dict[str, Reply]:
    """Those of this installation, read once."""
    return read_replies()
