"""Rules of `content/danger` matched on a message. Pure: words in, kinds of danger out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from bot.nlu.danger.vocabulary import Vocabulary
from content.signs import Rule, Slot

NEAR = 9  # words from the first to the last phrase of a rule
_MOST = 6  # places of a phrase that are looked at: bounds the work on a message that repeats itself

Span = tuple[int, ...]  # numbers of words in the message
Seen = list[frozenset[str]]  # per word of the message: the rule words that it may be


class Ruleset:
    """The rules of one language, found by the words of their first phrase."""

    def __init__(self, rules: Iterable[Rule], bulgarian: bool = False) -> None:
        self._by_word: dict[str, list[Rule]] = {}
        words: set[str] = set()
        for rule in rules:
            for word in rule.phrases[0][0][1]:
                self._by_word.setdefault(word, []).append(rule)
            words.update(rule.unless, (word for phrase in rule.phrases for _, slot in phrase for word in slot))
        self.vocabulary = Vocabulary(words, bulgarian)

    def kinds(self, words: list[str], slips: bool = True) -> set[str]:
        """Kinds of danger in the words of a message (`vocabulary.tokens`); `slips`: also with a typing slip in a long word."""
        seen = self.vocabulary.read(words, slips)
        present = frozenset().union(*seen) if seen else frozenset()
        found: set[str] = set()
        for word in present:
            for rule in self._by_word.get(word, ()):
                if rule.kind not in found and _holds(rule, seen, present):
                    found.add(rule.kind)
        return found


def _holds(rule: Rule, seen: Seen, present: frozenset[str]) -> bool:
    if not present.isdisjoint(rule.unless) or (rule.alone and len(set(seen)) > sum(map(len, rule.phrases))):
        return False
    spans = []
    for phrase in rule.phrases:
        here = [*islice(_spans(phrase, seen), _MOST)]
        if not here:
            return False
        spans.append(here)
    return len(spans) == 1 or any(_near(chosen) for chosen in product(*spans))


def _spans(phrase: tuple[tuple[int, Slot], ...], seen: Seen) -> Iterator[Span]:
    """The words of every place where the row of words stands."""
    for first, words in enumerate(seen):
        if words.isdisjoint(phrase[0][1]):
            continue
        places = [*_places(first, words, phrase[0][1])]
        for between, slot in phrase[1:]:
            ahead = range(places[-1] + 1, min(places[-1] + 2 + between, len(seen)))
            found = next((i for i in ahead if not seen[i].isdisjoint(slot)), None)
            if found is None:
                break
            places += _places(found, seen[found], slot)
        else:
            yield tuple(places)


def _places(first: int, words: frozenset[str], slot: Slot) -> range:
    """The words that the shortest alternative found here takes ("passed_out": two)."""
    return range(first, first + 1 + min(word.count("_") for word in slot if word in words))


def _near(spans: tuple[Span, ...]) -> bool:
    places = [place for span in spans for place in span]
    return len(set(places)) == len(places) and max(places) - min(places) <= NEAR
