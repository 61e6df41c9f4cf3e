"""Words of a message looked up among the words of the rules, whatever the spelling.

Both sides become keys: no accents, one script, no doubled consonants. For Bulgarian `ъ` and `у` become `a`, and a word in
Latin letters has several keys, so that "удари", "udari" and "ydari" meet. A long word may hold one typing slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from bot.nlu.bulgarian import units
from bot.nlu.normalise import canon, normalise

# Letters from which a word, or the beginning of one ("x*"), may hold a slip: a shorter one becomes another word too easily.
SLIPS_FROM, SLIPS_FROM_BEGINNING = 7, 8
_READINGS = 24  # of one Latin word; a frightened word has few letters with two readings
_TOKEN = re.compile(r"[\w@]+")
_VOWEL = re.compile(r"(?<!i)u")  # ъ and у, which both are typed as u, y or a; not the second half of ю
_DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1")


def tokens(text: str) -> list[str]:
    """Lower-case words; an apostrophe joins ("can't" -> "cant"), a hyphen parts ("mi-a" -> "mi", "a")."""
    return _TOKEN.findall(normalise(text).lower().replace("'", ""))


@lru_cache(maxsize=20_000)
def keys(word: str, bulgarian: bool) -> tuple[str, ...]:
    """The comparable spellings of one lower-case word: one, or several for Latin Bulgarian."""
    if not bulgarian:
        return (_squeeze(canon(word)),)
    if not re.search("[a-z]", word) or re.search(r"\d\d", word):
        return (_bulgarian(word),)
    readings = [tuple(dict.fromkeys(_bulgarian(reading) for reading in unit)) for unit in units(word[:30])]
    return tuple(dict.fromkeys(_squeeze("".join(parts)) for parts in islice(product(*readings), _READINGS)))


def _bulgarian(text: str) -> str:
    return _squeeze(_VOWEL.sub("a", canon(text)))


def _squeeze(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


class Vocabulary:
    """The words of the rules of one language. A word is known by its text in the rule ("bedreig*")."""

    def __init__(self, words: Iterable[str], bulgarian: bool = False) -> None:
        words = set(words)
        self.bulgarian = bulgarian
        self._rows = [(row, row.split("_")) for row in words if "_" in row]
        self._whole: dict[str, set[str]] = {}
        self._begins: dict[str, set[str]] = {}
        self._slips: dict[str, set[tuple[str, str]]] = {}  # a key less one letter -> (key, word)
        for word in words | {part for _, row in self._rows for part in row}:
            if "_" not in word:
                self._add(word)
        self._found: dict[tuple[str, bool], frozenset[str]] = {}

    def _add(self, word: str) -> None:
        begins, exact = word.endswith("*"), word.startswith("=")
        key = keys(word.strip("=*").lower().replace("'", "").replace("’", ""), self.bulgarian)[0]
        (self._begins if begins else self._whole).setdefault(key, set()).add(word)
        if len(key) >= (SLIPS_FROM_BEGINNING if begins else SLIPS_FROM) and not exact:
            for shorter in _less_one(key):
                self._slips.setdefault(shorter, set()).add((key, word))

    def read(self, tokens: list[str], slips: bool = True) -> list[frozenset[str]]:
        """For every word of a message the rule words that it may be; a row of words ("passed_out") stands at its first one."""
        seen = [self.of(token, slips) for token in tokens]
        present = frozenset().union(*seen)
        for row, parts in self._rows:
            if present.issuperset(parts):
                for i in range(len(seen) - len(parts) + 1):
                    if all(part in seen[i + k] for k, part in enumerate(parts)):
                        seen[i] |= {row}
        return seen

    def of(self, token: str, slips: bool = True) -> frozenset[str]:
        """The rule words that this word of a message may be, with `slips` also when one letter is wrong."""
        known = self._found.get((token, slips))
        if known is None:
            if len(self._found) > 20_000:  # bound: words are free text
                self._found.clear()
            spelt = keys(token, self.bulgarian)
            found = {word for key in spelt for word in self._look(key)}
            if slips:
                found.update(word for key in spelt for word in self._look_for_slips(key))
            known = self._found[token, slips] = frozenset(found)
        return known

    def _look(self, key: str) -> Iterator[str]:
        yield from self._whole.get(key, ())
        for size in range(2, len(key) + 1):
            yield from self._begins.get(key[:size], ())

    def _look_for_slips(self, key: str) -> Iterator[str]:
        for size in range(SLIPS_FROM - 1, len(key) + 1):
            start, whole = key[:size], size == len(key)
            for shorter in _less_one(start):
                for meant, word in self._slips.get(shorter, ()):
                    if (whole or word.endswith("*")) and one_slip(start, meant):
                        yield word


def _less_one(key: str) -> Iterator[str]:
    """The key itself, and the key without one of its letters but the first (people get the first one right)."""
    yield key
    for i in range(1, len(key)):
        yield key[:i] + key[i + 1 :]


def one_slip(a: str, b: str) -> bool:
    """Whether at most one letter is wrong, missing, too much or swapped with its neighbour."""
    if abs(len(a) - len(b)) > 1 or a[:1] != b[:1]:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[i + 1 :] == shorter[i:]
