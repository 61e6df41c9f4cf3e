"""Slugs of share links: five syllables that can be said aloud in all our languages, the last one a check. Pure; read by two rooms.

Of each pair of sounds that people confuse on the telephone (b/p, d/t, v/f, g/k, z/s, u/o) only one is used, and the other is read as it.
No letter is used that a Cyrillic keyboard makes another sound with (r/р, h/н, c/с, y/у), so what was copied by eye and what was copied
by ear is the same slug. In the place of a consonant `1` and `I` are an l, in the place of a vowel an i.
"""

import re
import secrets
import unicodedata

CONSONANTS, VOWELS = "fklmnpst", "aeio"
SYLLABLES = 5  # four that are drawn (a million slugs) and the check
# parts of words that no poster should carry, in any of the languages
_UNSPOKEN = re.compile("kak|pip|pis|pik|sik|pop|tit|fak|fok|fek|fik|kok|sot|lof[oa]")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_.,·/#*()\[\]\"'„”“]+")
_FOLD = {
    "ph": "f", "ck": "k", "h": "", "ł": "l", "ß": "s",
    "b": "p", "d": "t", "v": "f", "w": "f", "g": "k", "c": "k", "q": "k", "z": "s", "u": "o", "y": "i",
    "0": "o", "5": "s", "3": "e", "4": "a", "@": "a", "$": "s",
    "а": "a", "е": "e", "о": "o", "к": "k", "м": "m", "т": "t", "п": "p", "р": "p", "с": "s", "н": "n", "л": "l", "ф": "f", "и": "i",
    "в": "f", "у": "o", "і": "i", "ѕ": "s", "ј": "i", "б": "p", "д": "t", "г": "k", "з": "s", "ъ": "a", "э": "e", "ы": "i", "ь": "",
}  # fmt: skip
_LONGEST = 60


def _times_two(value: int) -> int:
    """In the field of 32 elements (x^5 + x^2 + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value


def _check(values: list[int]) -> int:
    """Each place has its own weight, so one wrong syllable and two syllables that changed places are always found."""
    check = 0
    for value in reversed(values):
        check = _times_two(check ^ value)
    return check


def _written(values: list[int]) -> str:
    return "".join(CONSONANTS[v >> 2] + VOWELS[v & 3] for v in values)


def new() -> str:
    """A slug by chance, as it is stored: `takopimesa`."""
    while True:
        values = [secrets.randbelow(32) for _ in range(SYLLABLES - 1)]
        slug = _written([*values, _check(values)])
        if not _UNSPOKEN.search(slug):
            return slug


def shown(slug: str) -> str:
    """As people read it and say it: `tako-pime-sa`."""
    return "-".join(slug[i : i + 4] for i in range(0, len(slug), 4))


def read(said: str) -> str | None:
    """The slug that somebody meant, or None when it cannot be one: then something was misheard or mistyped, and no guess is made."""
    if len(said) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKD", _SEPARATORS.sub("", said).casefold())
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))
    for old, sound in _FOLD.items():
        plain = plain.replace(old, sound)
    plain = re.sub(r"([a-hjkm-z])\1+", r"\1", plain)  # not l and i: "ii" may be a copied "li"
    if len(plain) != 2 * SYLLABLES:
        return None
    values = []
    for consonant, vowel in zip(plain[::2], plain[1::2], strict=True):
        consonant, vowel = ("l" if consonant in "1i|" else consonant), ("i" if vowel in "1l|" else vowel)
        if consonant not in CONSONANTS or vowel not in VOWELS:
            return None
        values.append(CONSONANTS.index(consonant) << 2 | VOWELS.index(vowel))
    return _written(values) if _check(values[:-1]) == values[-1] else None
