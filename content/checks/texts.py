"""Answers as texts: there in every language, up to date, short enough, danger first."""

from collections.abc import Iterator
from datetime import date

from content import budget
from content.answers import Answer
from content.catalogue import Catalogue
from content.checks.where import in_answer
from content.languages import ALL
from content.placeholders import PLACEHOLDER


def unreadable(c: Catalogue, _: date) -> Iterator[str]:
    yield from c.problems


def languages(c: Catalogue, _: date) -> Iterator[str]:
    for topic in c.topics:
        have = [lang for lang in c.languages if (topic, lang) in c.answers]
        broken = {lang for lang in c.languages if (c.root / lang / "answers" / f"{topic}.md").exists()} - set(have)
        for lang in c.languages:
            if lang not in have and lang not in broken:
                others = f", while {', '.join(have)} have it" if have else ""
                yield f"{lang}/answers/{topic}.md:1: missing{others}; write it"
    for topic, lang in c.answers:
        if topic not in c.topics:
            yield f"{lang}/answers/{topic}.md:1: topics.yaml has no topic of this name; rename the file"


def translations(c: Catalogue, _: date) -> Iterator[str]:
    for (topic, lang), answer in c.answers.items():
        source = c.answers.get((topic, "nl"))
        if lang != "nl" and source and answer.source_version != source.version:
            yield (
                f"{in_answer(c, answer, 'source_version')}: made from version {answer.source_version} of the Dutch text, which is now "
                f"{source.version}; bring it up to date and set source_version: {source.version}"
            )


def lengths(c: Catalogue, today: date) -> Iterator[str]:
    for answer in _known(c):
        shown = c.answer(answer.topic, answer.lang, today)
        # the source line at the end is the renderer's and does not count
        body = shown.full.rsplit("\n\n", 1)[0] if answer.source or shown.facts_used else shown.full
        most = budget.FULL_DANGER if c.topics[answer.topic].danger else budget.FULL
        if len(body) > most:
            yield f"{in_answer(c, answer, '# full')}: # full has {len(body)} characters with figures filled in, at most {most}; shorten it"
        if len(answer.title) > budget.TITLE:
            yield f"{in_answer(c, answer, 'title:')}: title has {len(answer.title)} characters, at most {budget.TITLE}; shorten it"
        yield from (f"{in_answer(c, answer, '# short')}: # short {problem}" for problem in short_problems(shown.sms, answer.lang))


def short_problems(text: str, lang: str) -> Iterator[str]:
    """What is wrong with an SMS text of that language."""
    language = ALL[lang]
    sent = budget.fold(text) if language.fold else text
    if language.alphabet == "ucs2":
        if len(sent) > language.sms_most:
            yield f"has {len(sent)} characters, at most {language.sms_most}; shorten it"
        return
    count = budget.septets(sent)
    if count is None:
        yield f"has characters that make an SMS dear: {' '.join(budget.not_gsm7(sent))}; write it without"
    elif count > language.sms_most:
        yield f"has {count} characters, at most {language.sms_most}; shorten it"


def danger_first(c: Catalogue, today: date) -> Iterator[str]:
    """112 in the first line; in the first three also the line of those who know about it (where that is not 112 itself)."""
    emergency = c.facts.fact("phone.emergency", today)
    for answer in _known(c):
        if not c.topics[answer.topic].danger or emergency is None:
            continue
        lines = [line for line in answer.full.split("\n") if line.strip() and not line.startswith("@")][:3]
        phones = [{name for name in PLACEHOLDER.findall(line) if name.startswith("phone.")} for line in lines]
        if not lines or "phone.emergency" not in phones[0]:
            yield f"{in_answer(c, answer, '# full')}: put {{{{phone.emergency}}}} into the first line, as this topic is one of danger"
        if answer.topic != "emergency" and not set().union(*phones) - {"phone.emergency"}:
            yield f"{in_answer(c, answer, '# full')}: put the number of a help line into the first three lines of this topic of danger"


def _known(c: Catalogue) -> list[Answer]:
    return [answer for (topic, _), answer in c.answers.items() if topic in c.topics]
