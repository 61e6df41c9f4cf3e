"""How hard a text is to read: sentences and their length, and for Dutch the formula of Flesch and Douma."""

import re

from content.placeholders import PLACEHOLDER

_MARK_LINE = re.compile(r"^@.*$", re.M)
_LIST = re.compile(r"^\s*(?:-|\d+[.)])\s+", re.M)
_END = re.compile(r"[.!?:][*_\"')]*\s+|\n+")
_WORD = re.compile(r"\w[\w'’-]*")
_NAMES = 8  # a sentence with so many commas is a list of names, not a long thought
# Letter groups that sound as one syllable in Dutch; the longer ones first.
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyàáâèéêëìíîïòóôöùúûü]")


def sentences(text: str) -> list[str]:
    """The sentences of an answer as written; a placeholder counts as one word, a colon and a new line end a sentence."""
    plain = _LIST.sub("", _MARK_LINE.sub("", PLACEHOLDER.sub("X", text)))
    return [found.strip() for found in _END.split(plain) if _WORD.search(found)]


def length(sentence: str) -> int:
    """Words; a list of names has none."""
    return 0 if sentence.count(",") >= _NAMES else len(_WORD.findall(sentence))


def words_per_sentence(text: str) -> float:
    counted = [n for n in map(length, sentences(text)) if n]
    return sum(counted) / max(1, len(counted))


def longest(text: str) -> int:
    return max(map(length, sentences(text)), default=0)


def flesch_douma(text: str) -> float:
    """Dutch reading ease: 206.84 − 0.93 × words per sentence − 77 × syllables per word. Above 60 is plain, above 80 easy."""
    words = [word for sentence in sentences(text) for word in _WORD.findall(sentence)]
    if not words:
        return 100.0
    syllables = sum(max(1, len(_VOWELS.findall(word.lower()))) for word in words)
    return 206.84 - 0.93 * words_per_sentence(text) - 77 * syllables / len(words)
