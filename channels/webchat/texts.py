"""The words on the pages: gettext catalogues (content/<language>/LC_MESSAGES/messages.po), and titles of topics."""

import re
from collections.abc import Callable
from functools import cache

from babel.messages.pofile import read_po

from channels.wording import CONTENT, LANGUAGES

DEFAULT = "nl"
NAMES = {"nl": "Nederlands", "en": "English", "pl": "Polski", "ro": "Română", "bg": "Български"}


@cache
def catalogue(language: str) -> dict[str, str]:
    """English text → text in `language`; a missing one stays English."""
    path = CONTENT / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = read_po(file, locale=language)
    return {m.id: m.string for m in entries if isinstance(m.id, str) and isinstance(m.string, str) and m.id and m.string and not m.fuzzy}


def translator(language: str) -> Callable[[str], str]:
    texts = catalogue(language)
    return lambda text: texts.get(text, text)


@cache
def topic_title(topic: str, language: str) -> str | None:
    """None for what is no topic: the name comes from a link and is not trusted."""
    if not re.fullmatch(r"[a-z_]{3,40}", topic):
        return None
    path = CONTENT / language / "answers" / f"{topic}.md"
    if not path.exists():
        return None
    found = re.search(r"^title:\s*(.+?)\s*$", path.read_text(encoding="utf-8"), re.M)
    return found.group(1).strip("\"'") if found else None


def best_language(asked: str | None, header: str) -> str:
    """The language of the link, else the first one of the browser that we speak, else Dutch."""
    if asked in LANGUAGES:
        return str(asked)
    for part in header.split(",")[:10]:
        language = part.split(";")[0].strip().lower()[:2]
        if language in LANGUAGES:
            return language
    return DEFAULT
