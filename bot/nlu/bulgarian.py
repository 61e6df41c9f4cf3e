"""Bulgarian typed with Latin letters ("shlyokavitsa"): back to Cyrillic.

One letter has several readings (u is у or ъ, y is ъ, й or и, j is ж or й). Each word gets a small beam of readings;
a reading that occurs in the Bulgarian questions wins, otherwise the one whose letter triples are most Bulgarian.
Without a lexicon the first reading of each letter is taken.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

# The first reading of a letter or letter group is the usual one.
_TABLE = """
    sht=щ|шт 6t=щ|шт dzh=дж sh=ш 6=ш ch=ч 4=ч zh=ж ts=ц|тс tz=ц kh=х ya=я ia=я|иа ja=я|жа yu=ю iu=ю|иу ju=ю|жу yo=йо|ьо
    jo=йо|жо|ьо io=ио|йо|ьо q=я a=а|ъ b=б c=ц|к d=д e=е f=ф g=г h=х i=и|й j=ж|й k=к l=л m=м n=н o=о p=п r=р s=с t=т u=у|ъ
    v=в w=в x=х|кс y=ъ|й|и z=з @=а
"""
_READINGS = {latin: tuple(readings.split("|")) for latin, readings in re.findall(r"(\S+)=(\S+)", _TABLE)}
_LONGEST = max(map(len, _READINGS))
_LATIN_TOKEN = re.compile(r"[A-Za-z0-9@]+")
_CYRILLIC_WORD = re.compile(r"[а-яѝ]+")
_BEAM = 24
_LATER_READING = math.log(0.25)  # a less usual reading must be that much more Bulgarian to win


def units(word: str) -> list[tuple[str, ...]]:
    """Split a lower-case Latin word into letters or letter groups, each with its readings."""
    out, i = [], 0
    while i < len(word):
        for size in range(min(_LONGEST, len(word) - i), 0, -1):
            group = word[i : i + size]
            if group in _READINGS:
                out.append(_READINGS[group])
                i += size
                break
        else:
            out.append((word[i],))
            i += 1
    return out


class Lexicon:
    """Words and letter triples of Bulgarian text, and the Latin words that Bulgarians leave as they are."""

    def __init__(self, words: dict[str, int], latin: Iterable[str]):
        self.words = words
        self.latin = set(latin)
        self._triples: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        for word, count in words.items():
            padded, weight = f"^^{word}$", 1 + math.log(count)
            for i in range(len(padded) - 2):
                self._triples[padded[i : i + 3]] += weight
                self._pairs[padded[i : i + 2]] += weight
        self._cache: dict[str, str] = {}

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Lexicon:
        """Count words of Bulgarian messages; Latin words inside Cyrillic ones ("SNA", "loonstrook") are kept as terms."""
        words: Counter[str] = Counter()
        latin: Counter[str] = Counter()
        for text in texts:
            low = text.lower()
            found = _CYRILLIC_WORD.findall(low)
            words.update(found)
            if found:
                latin.update(w for w in _LATIN_TOKEN.findall(low) if not w.isdigit())
        return cls(dict(words), latin)

    def to_json(self) -> dict:
        return {"words": self.words, "latin": sorted(self.latin)}

    def step(self, pair: str, char: str) -> float:
        """Log probability of `char` after the two letters `pair`."""
        return math.log((self._triples[pair + char] + 0.05) / (self._pairs[pair] + 2.0))

    def read(self, word: str) -> str:
        """Cyrillic reading of one lower-case Latin word, or the word itself where it is a known Latin term."""
        if word not in self._cache:
            if len(self._cache) > 50_000:  # bound: words are free text
                self._cache.clear()
            self._cache[word] = self._read(word)
        return self._cache[word]

    def _read(self, word: str) -> str:
        beam: list[tuple[float, str]] = [(0.0, "")]
        for readings in units(word[:40]):
            grown = []
            for score, text in beam:
                for rank, reading in enumerate(readings):
                    now, here = score + (_LATER_READING if rank else 0.0), text
                    for char in reading:
                        now += self.step(("^^" + here)[-2:], char)
                        here += char
                    grown.append((now, here))
            beam = sorted(grown, reverse=True)[:_BEAM]
        beam = [(score + self.step(("^^" + text)[-2:], "$"), text) for score, text in beam]
        known = [(self.words[text], score, text) for score, text in beam if text in self.words]
        if known:
            return max(known)[2]
        return word if word in self.latin else max(beam)[1]


def to_cyrillic(text: str, lexicon: Lexicon | None = None) -> str:
    """Latin Bulgarian to Cyrillic; numbers, Cyrillic words and (with a lexicon) Dutch terms stay as they are."""

    def one(match: re.Match[str]) -> str:
        token = match.group()
        if token.isdigit() or re.search(r"\d\d|[0-35789]", token):
            return token  # 2026, A1, 10h: a number, not a letter in disguise
        word = token.lower()
        if not re.search(r"[a-z]", word):
            return token
        return lexicon.read(word) if lexicon else "".join(r[0] for r in units(word))

    return _LATIN_TOKEN.sub(one, text)


def latin_share(text: str) -> float:
    """Share of Latin among the Latin and Cyrillic letters of a text, 0 to 1 (0 for no letters)."""
    latin = len(re.findall(r"[a-zA-Z]", text))
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", text))
    return latin / (latin + cyrillic) if latin + cyrillic else 0.0
