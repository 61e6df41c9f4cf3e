"""Recall-first danger check on words alone: it works when the classifier is unsure or wrong."""

from __future__ import annotations

import re

from bot.nlu.bulgarian import Lexicon, to_cyrillic
from bot.nlu.danger_table import TABLE
from bot.nlu.normalise import canon

# When several kinds match, the one that leaves the least time comes first.
KINDS = ("medical", "fire", "suicide", "violence", "held", "passport", "frost")
_GAP = r"(?:\W+\w+){0,5}?\W+"


def pattern(text: str) -> str:
    """One table entry as a regular expression on canonical text."""
    parts: list[str] = []
    glue = ""
    for word in text.split():
        if word == "..":
            glue = _GAP
            continue
        options = [re.escape(canon(w.rstrip("*"))).replace(r"\ ", r"\W+") + (r"\w*" if w.endswith("*") else "") for w in word.split("|")]
        options = [o for o in options if o]
        if not options:
            continue
        parts.append((glue if parts else "") + "(?:" + "|".join(options) + ")")
        glue = r"\W+"
    return r"\b" + "".join(parts) + r"\b"


def _compiled() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile("|".join(pattern(entry) for entries in TABLE[kind].values() for entry in entries.split(";") if entry.strip()))
        for kind in KINDS
    }


_PATTERNS = _compiled()
# Latin Bulgarian has several readings; the words of the table itself are the ones that matter here ("pojar" is пожар, not пояр).
_WORDS = Lexicon.from_texts(re.sub(r"[|*;.]", " ", TABLE[kind]["bg"]) for kind in KINDS)


def kinds(text: str, language: str | None = None) -> list[str]:
    """Kinds of danger the words may mean, the most urgent first. Latin Bulgarian is also read in Cyrillic."""
    forms = [canon(text)]
    if language in (None, "bg"):
        forms += [canon(to_cyrillic(text)), canon(to_cyrillic(text, _WORDS))]
    return [kind for kind in KINDS if any(_PATTERNS[kind].search(form) for form in forms)]
