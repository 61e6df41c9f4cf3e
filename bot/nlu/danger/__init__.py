"""Recall-first danger check on words alone: it works when the classifier is unsure or wrong, and without the encoder."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.danger.rules import Ruleset
from bot.nlu.danger.vocabulary import tokens
from content.signs import KINDS, all_rules

__all__ = ["KINDS", "kinds"]
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MOST_WORDS = 300  # of a message of 1000 characters


@lru_cache(maxsize=1)
def _rulesets() -> dict[str, Ruleset]:
    return {language: Ruleset(rules, bulgarian=language == "bg") for language, rules in all_rules().items()}


def kinds(text: str, language: str | None = None) -> list[str]:
    """Kinds of danger the words may mean, the most urgent first.

    Looked up in all languages, as people mix them. Typing slips, and Latin letters as Bulgarian, only count in `language`
    (a guess about these words; None: in all): a Dutch tax is soon a Polish threat.
    """
    words = tokens(text)[:_MOST_WORDS]
    latin = ["" if _CYRILLIC.search(word) else word for word in words]
    cyrillic = words if language in (None, "bg") else [word if _CYRILLIC.search(word) else "" for word in words]
    found: set[str] = set()
    for name, rules in _rulesets().items():
        found |= rules.kinds(cyrillic if name == "bg" else latin, slips=language in (None, name))
    return [kind for kind in KINDS if kind in found]
