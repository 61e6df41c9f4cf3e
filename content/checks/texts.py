"""Answers as texts: there in every language, up to date, short enough, with the same facts, danger first."""

from collections.abc import Iterator
from datetime import date

from content import budget
from content.answers import Answer
from content.catalogue import Catalogue
from content.checks.where import in_answer
from content.languages import ALL, LANGUAGES
from content.placeholders import PLACEHOLDER


def unreadable(c: Catalogue, _: date) -> Iterator[str]:
    yield from c.problems


def languages(c: Catalogue, _: date) -> Iterator[str]:
    for topic in c.topics:
        have = [lang for lang in LANGUAGES if (topic, lang) in c.answers]
        broken = {lang for lang in LANGUAGES if (c.root / lang / "answers" / f"{topic}.md").exists()} - set(have)
        for lang in LANGUAGES:
            if have and lang not in have and lang not in broken:
                yield f"{lang}/answers/{topic}.md:1: missing, while {', '.join(have)} have it; write it"
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


def same_everywhere(c: Catalogue, _: date) -> Iterator[str]:
    """The full text has the facts of the Dutch one; the SMS text, which has less room, at least none of its own."""
    for (topic, lang), answer in c.answers.items():
        source = c.answers.get((topic, "nl"))
        if source is None or lang == "nl":
            continue
        ours, theirs = _names(answer.full), _names(source.full)
        for name in sorted(theirs - ours):
            yield f"{in_answer(c, answer, '# full')}: lacks {{{{{name}}}}}, which the Dutch text has; put it in"
        for name in sorted(ours - theirs):
            yield f"{in_answer(c, answer, name)}: {{{{{name}}}}} is not in the Dutch text; take it out or put it into both"
        for name in sorted(_names(answer.short) - theirs - _names(source.short)):
            yield f"{in_answer(c, answer, name)}: {{{{{name}}}}} under # short is not in the Dutch text; take it out or put it into both"


def _names(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


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
    number = c.facts.fact("phone.emergency", today)
    for answer in _known(c):
        if c.topics[answer.topic].danger and number:
            lines = [line for line in c.answer(answer.topic, answer.lang, today).full.split("\n") if line.strip()][:3]
            if not any(number.value in line for line in lines):
                yield f"{in_answer(c, answer, '# full')}: put {{{{phone.emergency}}}} into the first lines, as this topic is one of danger"


def _known(c: Catalogue) -> list[Answer]:
    return [answer for (topic, _), answer in c.answers.items() if topic in c.topics]
