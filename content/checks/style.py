"""Easy to read: no long sentences, and none of the words that the style guides advise against (words_to_avoid.yaml)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from content import budget, reading
from content.catalogue import Catalogue
from content.checks.where import in_answer, in_phrases
from content.errors import BrokenContent
from content.files import read_mapping

FILE = "words_to_avoid.yaml"


def sentences(c: Catalogue, _: date) -> Iterator[str]:
    for answer in c.answers.values():
        for sentence in reading.sentences(f"{answer.short}\n{answer.full}"):
            if (count := reading.length(sentence)) > budget.SENTENCE:
                begin = " ".join(sentence.split()[:4])
                yield (
                    f"{in_answer(c, answer, _anchor(sentence))}: the sentence `{begin} …` has {count} words, at most {budget.SENTENCE}; "
                    "make two of it"
                )


def _anchor(sentence: str) -> str:
    """The words up to the first placeholder, to find the line in the file."""
    return " ".join(sentence.split("X")[0].split()[:4])


def avoided(c: Catalogue, _: date) -> Iterator[str]:
    try:
        _lists(c)
    except BrokenContent as error:
        yield str(error)
        return
    for lang in c.languages:
        for (_topic, spoken), answer in c.answers.items():
            if spoken == lang:
                for found, instead in avoided_words(c, lang, f"{answer.title}\n{answer.short}\n{answer.full}"):
                    yield f"{in_answer(c, answer, found)}: `{found}`; write {instead}"
        for key, text in c.phrases[lang].items():
            where = partial(in_phrases, c, lang, key)
            for found, instead in avoided_words(c, lang, text):
                yield f"{where()}: {key} has `{found}`; write {instead}"


def avoided_words(c: Catalogue, lang: str, text: str) -> Iterator[tuple[str, str]]:
    """(word as it stands there, what to write instead). Nothing when the list cannot be read: told elsewhere."""
    try:
        patterns = _lists(c).get(lang, [])
    except BrokenContent:
        return
    for pattern, instead in patterns:
        if hit := pattern.search(text):
            yield hit.group(), instead


def _lists(c: Catalogue) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Raises BrokenContent."""
    path = c.root / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else {}


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    lists = read_mapping(path)
    return {str(lang): [(_pattern(str(word)), str(instead)) for word, instead in (words or {}).items()] for lang, words in lists.items()}


def _pattern(word: str) -> re.Pattern[str]:
    """The whole word; with `*` every word that begins so. A capital in the list asks for one in the text (Polish Pan, Bulgarian Вие)."""
    tail = r"\w*" if word.endswith("*") else ""
    return re.compile(rf"(?<![\w-]){re.escape(word.rstrip('*'))}{tail}(?![\w-])", 0 if word[:1].isupper() else re.I)
