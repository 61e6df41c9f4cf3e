"""The content check (`python -m content.check`): every problem names file, line and remedy. Exit code 1 when there are any."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from content.catalogue import Catalogue, load_catalogue
from content.checks import figures, numbers, outreach, pages, posters, replies, same, shares, signs, slugs, style, texts, words
from content.errors import BrokenContent
from content.files import ROOT

Check = Callable[[Catalogue, date], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    texts.unreadable,
    texts.languages,
    texts.translations,
    figures.records,
    figures.references,
    figures.marks,
    figures.typed_by_hand,
    numbers.typed,
    same.placeholders,
    same.lists,
    same.typed_numbers,
    style.sentences,
    style.avoided,
    texts.lengths,
    texts.danger_first,
    words.questions,
    words.phrases,
    words.dialogue,
    words.buttons,
    words.reserved,
    words.languages,
    replies.replies,
    signs.readable,
    slugs.slugs,
    shares.shares,
    pages.lines,
    posters.lines,
    outreach.outreach,
)
SPOKEN = tuple(check for check in CHECKS if check is not words.questions)  # what a worker would hear


def problems(root: Path = ROOT, today: date | None = None) -> list[str]:
    """Every problem, each as `file:line: what; remedy`."""
    try:
        c = load_catalogue(root)
    except BrokenContent as error:
        return [str(error)]
    return problems_of(c, today)


def problems_of(c: Catalogue, today: date | None = None, checks: tuple[Check, ...] = CHECKS) -> list[str]:
    """The same for a catalogue that was read."""
    return [problem for check in checks for problem in check(c, today or date.today())]


def not_reviewed(c: Catalogue) -> dict[str, int]:
    """Answers that no second person has read, by language: reported, not a fault."""
    return {lang: sum(1 for (_, spoken), a in c.answers.items() if spoken == lang and not a.reviewed) for lang in c.languages}


def not_yet_asked(c: Catalogue) -> list[str]:
    """Topics with answers that the bot does not learn to recognise yet: reported, not a fault."""
    ready = set(c.available_topics)
    return [topic for topic in c.topics if (topic, "nl") in c.answers and topic not in ready]


def main(today: date | None = None, root: Path = ROOT) -> int:
    """Print what is wrong and what is open; 1 when something is wrong."""
    try:
        c = load_catalogue(root)
    except BrokenContent as error:
        print(error)
        return 1
    found = problems_of(c, today)
    for problem in found:
        print(problem)
    written = sum(1 for topic in c.topics if any((topic, lang) in c.answers for lang in c.languages))
    print(f"content: {written} of {len(c.topics)} topics written, {len(found)} problems")
    if waiting := not_yet_asked(c):
        print(f"written, but not asked for yet (a language has no questions): {', '.join(waiting)}")
    if any(unread := not_reviewed(c).values()):
        print(f"not read by a second person yet: {sum(unread)} of {len(c.answers)} answers (`wegwijzer content status` lists them)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
