"""The content check (`python -m content.check`): every problem names file, line and remedy. Exit code 1 when there are any."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from content.answers import Answer
from content.catalogue import Catalogue, load_catalogue
from content.checks import figures, texts, words
from content.errors import BrokenContent
from content.files import ROOT
from content.languages import LANGUAGES
from content.placeholders import PLACEHOLDER

Check = Callable[[Catalogue, date], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    texts.unreadable,
    texts.languages,
    texts.translations,
    figures.records,
    figures.references,
    figures.marks,
    figures.typed_by_hand,
    texts.same_everywhere,
    texts.lengths,
    texts.danger_first,
    words.questions,
    words.phrases,
    words.dialogue,
    words.buttons,
)
LONG_SENTENCE = 15


def problems(root: Path = ROOT, today: date | None = None) -> list[str]:
    """Every problem, each as `file:line: what; remedy`."""
    try:
        c = load_catalogue(root)
    except BrokenContent as error:
        return [str(error)]
    return [problem for check in CHECKS for problem in check(c, today or date.today())]


def not_written(c: Catalogue) -> list[str]:
    """Topics that no language has yet: reported, not a fault."""
    return [topic for topic in c.topics if not any((topic, lang) in c.answers for lang in LANGUAGES)]


def words_per_sentence(answer: Answer) -> float:
    """Average sentence length in words: a first sign of hard text."""
    sentences = [s for s in re.split(r"[.!?:\n]+", PLACEHOLDER.sub("x", answer.full)) if s.strip(" -*")]
    return sum(len(s.split()) for s in sentences) / max(1, len(sentences))


def not_yet_asked(c: Catalogue) -> list[str]:
    """Topics with answers that the bot does not learn to recognise yet: reported, not a fault."""
    ready = set(c.available_topics)
    return [topic for topic in c.topics if (topic, "nl") in c.answers and topic not in ready]


def main() -> int:
    found = problems()
    for problem in found:
        print(problem)
    try:
        c = load_catalogue()
    except BrokenContent:
        return 1
    missing = not_written(c)
    hard = [f"{lang}/{topic}" for (topic, lang), a in c.answers.items() if words_per_sentence(a) > LONG_SENTENCE]
    print(f"content: {len(c.topics) - len(missing)} of {len(c.topics)} topics written, {len(found)} problems")
    if missing:
        print(f"not written yet: {', '.join(missing)}")
    waiting = not_yet_asked(c)
    if waiting:
        print(f"written, but not asked for yet (a language has no questions): {', '.join(waiting)}")
    if hard:
        print(f"long sentences (over {LONG_SENTENCE} words on average): {', '.join(hard)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
