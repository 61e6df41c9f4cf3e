"""Messages to forward: in every language and up to date, short, plain, and with nothing typed that belongs to a fact."""

from collections.abc import Iterator
from datetime import date

from content import budget, reading
from content.catalogue import Catalogue
from content.checks.figures import TYPED, placeholder_problem
from content.checks.numbers import numbers
from content.checks.style import avoided_words
from content.files import line_of
from content.placeholders import PLACEHOLDER, in_text
from content.shares import FILE, LINK, LONGEST_LINK, MOST, Share

_LINK = "x" * LONGEST_LINK


def shares(c: Catalogue, today: date) -> Iterator[str]:
    for lang in c.languages:
        if any(problem.startswith(f"{lang}/{FILE}") for problem in c.problems):
            continue  # told once, as unreadable
        if c.shares.closing.get(lang, "").count(LINK) != 1:
            yield f"{lang}/{FILE}:1: needs a line `closing:` with {LINK} in it, once"
            continue
        for topic in c.topics:
            for fault in _of_topic(c, topic, lang, today):
                yield f"{lang}/{FILE}:{line_of(c.root / lang / FILE, f'{topic}:')}: {topic} {fault}"
    for topic, lang in c.shares.texts:
        if topic not in c.topics:
            yield f"{lang}/{FILE}:{line_of(c.root / lang / FILE, f'{topic}:')}: topics.yaml has no {topic}; take it out"


def _of_topic(c: Catalogue, topic: str, lang: str, today: date) -> Iterator[str]:
    share, source = c.shares.texts.get((topic, lang)), c.shares.texts.get((topic, "nl"))
    if share is None:
        yield "is missing; write it"
        return
    if source is None or share.version != source.version:
        now = source.version if source else "missing"
        yield f"was made from version {share.version} of the Dutch text, which is now {now}; bring it up to date"
    if (length := len(c.share_text(topic, lang, _LINK, today))) > MOST:
        yield f"has {length} characters with a link of {LONGEST_LINK}, at most {MOST}; shorten it"
    yield from _words(c, share, source or share, lang, today)
    yield from _danger(c, topic, share)


def _words(c: Catalogue, share: Share, source: Share, lang: str, today: date) -> Iterator[str]:
    for sentence in reading.sentences(share.text):
        if (count := reading.length(sentence)) > budget.SENTENCE:
            yield f"has a sentence of {count} words, at most {budget.SENTENCE}; make two of it"
    for hit in TYPED.finditer(PLACEHOLDER.sub("", share.text)):
        yield f"has `{hit.group()}` typed by hand; take it from facts.yaml with {{{{…}}}}"
    for number in numbers(share.text):
        if number not in source.by_hand:
            yield f"has the number {number} typed by hand; take it from facts.yaml, or name it under `by_hand:` of the Dutch text"
    for placeholder in in_text(share.text, c.facts):
        # a line whose figure has ended is left out until there is a new one: no fault while the rest still says what it is about
        if problem := placeholder_problem(c, placeholder, lang, today, replaced=True):
            yield f"names {placeholder.ref}, which {problem}"
    first = share.text.split("\n")[0]
    if any(c.facts.fact(p.ref, today) is None and c.facts.known(p.ref) for p in in_text(first, c.facts)):
        yield "has a figure in its first line that is not valid today; say there what it is about, without figures that end"
    if {p.ref for p in in_text(share.text, c.facts)} != {p.ref for p in in_text(source.text, c.facts)}:
        yield "names other facts than the Dutch text; make them the same"
    for found, instead in avoided_words(c, lang, share.text):
        yield f"has `{found}`; write {instead}"


def _danger(c: Catalogue, topic: str, share: Share) -> Iterator[str]:
    """112 in the first line, and the line of those who know about it."""
    if not c.topics[topic].danger:
        return
    phones = [p.ref for p in in_text(share.text, c.facts) if p.ref.startswith("phone.")]
    if "phone.emergency" not in {p.ref for p in in_text(share.text.split("\n")[0], c.facts)}:
        yield "is a topic of danger: put {{phone.emergency}} into the first line"
    if topic != "emergency" and set(phones) <= {"phone.emergency"}:
        yield "is a topic of danger: name a help line"
