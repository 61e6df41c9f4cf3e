"""A message without personal data, as far as patterns see it: numbers, accounts, addresses, names after "my name is" and the like."""

from __future__ import annotations

import re

from deploy.base.scrub import scrub

_LABEL = re.compile(r"\[[a-z -]+\]")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\w)@\w+", re.I)
_POSTCODE = re.compile(r"\b\d{4} ?[A-Za-z]{2}\b")
# what stands before a name, in five languages; the one to three words after it go
_SAYS_A_NAME = (
    r"my name is|i am called|i'm called|ik heet|mijn naam is|nazywam się|nazywam sie|mam na imię|mam na imie|mă numesc|ma numesc|mă cheamă"
    r"|ma cheama|numele meu (?:este|e)|казвам се|името ми е|kazvam se|imeto mi e"
)
_TITLE = (
    r"mr|mrs|ms|miss|dhr|meneer|mevr|mevrouw|de heer|pan|pani|pana|panu|panią|szef|dl|d-l|domnul|domnului|doamna|doamnei|г-н|г-жа"
    r"|господин|госпожа|gospodin|gospozha"
)
_WORDS = r"[^\W\d_][\w'’-]*"
# two words, also in small letters: rather a word too many than a name
_PARTICLES = r"(?:(?:de|den|der|van|ter|la|el)\s+)*"
_NAMED = re.compile(rf"\b(?P<before>{_SAYS_A_NAME})\s+{_PARTICLES}{_WORDS}(?:\s+{_PARTICLES}{_WORDS})?", re.I)
_TITLED = re.compile(rf"\b(?P<before>(?i:{_TITLE}))\.?\s+(?:[^\W\d_a-zăâîșțąćęłńóśźżа-я]{_WORDS}\s*){{1,3}}")
# in none of our languages do common words begin with a capital inside a sentence; short words in capitals are offices and papers (UWV)
_CAPITAL = re.compile(r"(?<=[^\s.!?…:\[] )[^\W\d_]['’-]?[\w'’-]+")
_ABBREVIATION = re.compile(r"[^\W\d_]{2,5}")


def anonymous(text: str) -> str:
    """The same words with [labels] where something could point at a person. Pure; never raises."""
    text = _POSTCODE.sub("[postcode]", _LINK.sub("[link]", scrub(text)))
    text = _NAMED.sub(r"\g<before> [name]", text)
    text = _TITLED.sub(r"\g<before> [name] ", text)
    if not text.isupper():
        text = _CAPITAL.sub(_maybe_a_name, text)
    return re.sub(r"\s+", " ", _outside_labels(text)).strip()


def _maybe_a_name(match: re.Match[str]) -> str:
    word = match.group()
    if not word[0].isupper() or word == "I" or (word.isupper() and _ABBREVIATION.fullmatch(word)):
        return word
    return "[name]"


def _outside_labels(text: str) -> str:
    parts, at = [], 0
    for label in _LABEL.finditer(text):
        parts += [_NUMBER.sub("[number]", text[at : label.start()]), label.group()]
        at = label.end()
    return "".join([*parts, _NUMBER.sub("[number]", text[at:])])
