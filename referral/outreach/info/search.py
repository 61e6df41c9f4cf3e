"""Finding a topic by words: its title, its text, and the questions that people ask. Pure; an index for each language and version."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from content.romanise import bulgarian

MOST_WORDS, LONGEST = 8, 100  # of a query; more says nothing more
TITLE, TEXT, QUESTION = 6.0, 1.0, 1.0
NEAR = 0.7  # of a word with another ending
ENOUGH = 0.35  # share of the best topic's points that another topic needs to be shown
_WORD = re.compile(r"[^\W_]+")


def words(text: str, shortest: int = 2) -> list[str]:
    """Small Latin letters without accents: `Wypłata` → `wyplata`, `заплата` → `zaplata`, so that each spelling finds the other."""
    text = bulgarian(unicodedata.normalize("NFKC", text)).replace("ł", "l").replace("ß", "ss")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [word for word in _WORD.findall(plain) if len(word) >= shortest]


@dataclass(frozen=True)
class Index:
    """`weights`: word → topic → weight; `ordered`: the words, for finding those that begin with given letters."""

    weights: dict[str, dict[str, float]]
    ordered: list[str]

    def find(self, query: str, most: int = 8) -> list[str]:
        """Topics, best first; empty when no word is known."""
        points: dict[str, float] = defaultdict(float)
        for word in list(dict.fromkeys(words(query[:LONGEST])))[:MOST_WORDS]:
            for topic, weight in self._topics(word).items():
                points[topic] += weight
        best = max(points.values(), default=0)
        ranked = sorted(points, key=lambda topic: -points[topic])
        return [topic for topic in ranked if points[topic] >= best * ENOUGH][:most]

    def _topics(self, word: str) -> dict[str, float]:
        """The word itself, and for less words that begin with its first letters: endings differ (`wypłaty`, `wypłata`)."""
        found = dict(self.weights.get(word, {}))
        begin = word if len(word) < 6 else word[:-1]
        near = self._beginning(begin) if len(begin) >= 4 else []
        if not found and not near and len(word) >= 6:
            near = self._beginning(word[:-2])
        for other in near:
            for topic, weight in self.weights[other].items():
                found[topic] = max(found.get(topic, 0), weight * NEAR)
        return found

    def _beginning(self, letters: str) -> list[str]:
        first = bisect_left(self.ordered, letters)
        last = bisect_left(self.ordered, letters + "\uffff")
        return self.ordered[first:last][:200]


def build(texts: Iterable[tuple[str, str, str, Iterable[str]]]) -> Index:
    """From (topic, title, text, questions). A word that many topics have counts little."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    number = 0
    for topic, title, text, questions in texts:
        number += 1
        for word in words(title):
            counts[word][topic] += TITLE
        for word in set(words(text)):
            counts[word][topic] += TEXT
        asked: dict[str, int] = defaultdict(int)
        for question in questions:
            for word in set(words(question)):
                asked[word] += 1
        for word, times in asked.items():
            counts[word][topic] += QUESTION * log(1 + times)
    weights = {word: {t: w * log(1 + number / len(by)) for t, w in by.items()} for word, by in counts.items()}
    return Index(weights, sorted(weights))
