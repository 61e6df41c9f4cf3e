"""The content check (`python -m content.check`): every problem names file, line where known, and remedy. Exit code 1 when there are any."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from content import budget
from content.answers import Answer
from content.catalogue import Catalogue, load_catalogue
from content.errors import BrokenContent, MissingContent
from content.files import LANGUAGES, ROOT, read_lines
from content.placeholders import PLACEHOLDER, in_text

_TYPED_FIGURE = re.compile(
    r"(?:€|EUR|euro|евро)\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|EUR\b|euro\b|евро)|\b0[89]00[ -]?\d{3,}|\+31[ \d]{8,}|\b14 ?0\d{2,3}\b", re.I
)
_PARAMETER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
_WITHOUT = re.compile(r"^@without\s+(\S+)", re.M)
Check = Callable[[Catalogue, date], Iterator[str]]


def unreadable(c: Catalogue, _: date) -> Iterator[str]:
    yield from c.problems


def languages(c: Catalogue, _: date) -> Iterator[str]:
    for topic in c.topics:
        have = [lang for lang in LANGUAGES if (topic, lang) in c.answers]
        for lang in LANGUAGES:
            if have and lang not in have:
                yield f"{lang}/answers/{topic}.md:1: missing, while {', '.join(have)} have it; write it"
    for lang, topic in ((lang, topic) for topic, lang in c.answers if topic not in c.topics):
        yield f"{lang}/answers/{topic}.md:1: topics.yaml has no topic of this name; rename the file"


def translations(c: Catalogue, _: date) -> Iterator[str]:
    for (topic, lang), answer in c.answers.items():
        source = c.answers.get((topic, "nl"))
        if lang != "nl" and source and answer.source_version != source.version:
            yield (
                f"{lang}/answers/{topic}.md:2: made from version {answer.source_version} of the Dutch text, which is now {source.version}; "
                "bring it up to date and raise source_version"
            )


def references(c: Catalogue, today: date) -> Iterator[str]:
    for (topic, lang), answer in c.answers.items():
        where = f"{lang}/answers/{topic}.md"
        replaced = set(_WITHOUT.findall(answer.full)) | set(_WITHOUT.findall(answer.short))
        for placeholder in [*in_text(answer.full, c.facts), *in_text(answer.short, c.facts)]:
            if placeholder.ref.startswith("url."):
                if placeholder.ref[4:] not in c.links:
                    yield f"{where}: {{{{{placeholder.ref}}}}} is not in links.yaml; use one that is"
            elif not c.facts.known(placeholder.ref):
                yield f"{where}: {{{{{placeholder.ref}}}}} is not in facts.yaml; use an id or series that is"
            elif c.facts.fact(placeholder.ref, today) is None and placeholder.ref not in replaced:
                yield f"{where}: {placeholder.ref} has no record that may be shown today; add `@without {placeholder.ref}` or another fact"
        for ref in (*answer.facts, *([answer.source] if answer.source else [])):
            if not c.facts.known(ref):
                yield f"{where}:2: fact {ref} is not in facts.yaml"
            elif all(f.use == "no" for f in c.facts.records(ref)):
                yield f"{where}:2: fact {ref} is not verified (use: no) and may not be a source"


def typed_by_hand(c: Catalogue, _: date) -> Iterator[str]:
    for (topic, lang), answer in c.answers.items():
        for name, text in (("full", answer.full), ("short", answer.short)):
            for found in _TYPED_FIGURE.finditer(PLACEHOLDER.sub("", text)):
                where = f"{lang}/answers/{topic}.md: `{found.group()}` under # {name}"
                yield f"{where} is typed by hand; take it from facts.yaml with {{{{…}}}}"


def same_everywhere(c: Catalogue, _: date) -> Iterator[str]:
    for (topic, lang), answer in c.answers.items():
        source = c.answers.get((topic, "nl"))
        if source is None or lang == "nl":
            continue
        ours, theirs = _names(answer.full), _names(source.full)
        if ours != theirs:
            yield f"{lang}/answers/{topic}.md: other facts than the Dutch text ({_difference(ours, theirs)}); make them the same"


def _names(text: str) -> Counter[str]:
    return Counter(set(PLACEHOLDER.findall(text)))


def _difference(ours: Counter[str], theirs: Counter[str]) -> str:
    return "; ".join(
        f"{word} {', '.join(sorted(names))}" for word, names in (("missing", theirs - ours), ("too many", ours - theirs)) if names
    )


def lengths(c: Catalogue, today: date) -> Iterator[str]:
    for (topic, lang), answer in c.answers.items():
        shown, where = c.answer(topic, lang, today), f"{lang}/answers/{topic}.md"
        body = shown.full.rsplit("\n\n", 1)[0] if answer.source or shown.facts_used else shown.full
        most = budget.FULL_DANGER if c.topics.get(topic) and c.topics[topic].danger else budget.FULL
        if len(body) > most:
            yield f"{where}: # full has {len(body)} characters with figures filled in, at most {most}; shorten it"
        if len(answer.title) > budget.TITLE:
            yield f"{where}:2: title has {len(answer.title)} characters, at most {budget.TITLE}"
        yield from (f"{where}: # short {problem}" for problem in short_problems(shown.sms, lang))


def short_problems(text: str, lang: str) -> Iterator[str]:
    """What is wrong with an SMS text of that language."""
    if lang == "bg":
        if len(text) > budget.SHORT[lang]:
            yield f"has {len(text)} characters, at most {budget.SHORT[lang]}; shorten it"
        return
    sent = budget.fold(text) if lang in ("pl", "ro") else text
    count = budget.septets(sent)
    if count is None:
        yield f"has characters that make an SMS dear: {' '.join(budget.not_gsm7(sent))}; write it without"
    elif count > budget.SHORT[lang]:
        yield f"has {count} characters, at most {budget.SHORT[lang]}; shorten it"


def danger_first(c: Catalogue, today: date) -> Iterator[str]:
    number = c.facts.fact("phone.emergency", today)
    for topic, lang in c.answers:
        if c.topics.get(topic) and c.topics[topic].danger and number:
            lines = [line for line in c.answer(topic, lang, today).full.split("\n") if line.strip()][:3]
            if not any(number.value in line for line in lines):
                yield f"{lang}/answers/{topic}.md: a topic of danger begins with {{{{phone.emergency}}}} in its first lines"


def questions(c: Catalogue, _: date) -> Iterator[str]:
    seen: dict[str, tuple[str, str, str]] = {}
    known = {*c.topics, *c.dialogue_intents}
    for lang in LANGUAGES:
        for path in sorted((c.root / lang / "questions").glob("*.txt")):
            where = f"{lang}/questions/{path.name}"
            lines = read_lines(path)
            if path.stem not in known:
                yield f"{where}:1: topics.yaml has no intent of this name; rename the file"
            if not lines:
                yield f"{where}:1: is empty; write what people ask, one message a line"
            for number, line in lines:
                place = f"{where}:{number}"
                before = seen.setdefault(" ".join(line.casefold().split()), (place, lang, path.stem))
                # "ok" is said in every language and means the same; in one file, or for two intents, it is a mistake
                if before[0] != place and (before[1] == lang or before[2] != path.stem):
                    yield f"{place}: `{line[:60]}` stands already in {before[0]}; take one of them out"


def phrases(c: Catalogue, _: date) -> Iterator[str]:
    everywhere = {key for lang in LANGUAGES for key in c.phrases[lang] if not key.endswith("_short")}
    for lang in LANGUAGES:
        for key in sorted(everywhere - set(c.phrases[lang])):
            yield f"{lang}/phrases.yaml: {key} is missing; translate it"
        for key, text in c.phrases[lang].items():
            model = c.phrases["en"].get(key) or c.phrases["en"].get(key.removesuffix("_short"), "")
            extra = set(_PARAMETER.findall(text)) - set(_PARAMETER.findall(model))
            less = set() if key.endswith("_short") else set(_PARAMETER.findall(model)) - set(_PARAMETER.findall(text))
            if extra or less:
                yield f"{lang}/phrases.yaml: {key} has other {{names}} than English ({', '.join(sorted(extra | less))}); make them the same"
            for found in _TYPED_FIGURE.finditer(PLACEHOLDER.sub("", text)):
                yield f"{lang}/phrases.yaml: {key} has `{found.group()}` typed by hand; take it from facts.yaml with {{{{…}}}}"
            for placeholder in in_text(text, c.facts):
                if not placeholder.ref.startswith("url.") and not c.facts.known(placeholder.ref):
                    yield f"{lang}/phrases.yaml: {key}: {{{{{placeholder.ref}}}}} is not in facts.yaml"


def dialogue(c: Catalogue, _: date) -> Iterator[str]:
    for name, response in c.responses.items():
        keys = [response["phrase"], *(o["title"] for o in response.get("options", []) if not o["title"].startswith("topic:"))]
        for key in keys:
            try:
                c.phrase(key, "nl")
            except MissingContent:
                yield f"dialogue.yaml: {name} uses the phrase {key}, which phrases.yaml does not have; write it"
        for option in response.get("options", []):
            for lang in LANGUAGES:
                title = c.phrases[lang].get(option["title"], "")
                if len(title) > budget.TITLE:
                    yield f"{lang}/phrases.yaml: {option['title']} is a button and has {len(title)} characters, at most {budget.TITLE}"


CHECKS: tuple[Check, ...] = (
    unreadable,
    languages,
    translations,
    references,
    typed_by_hand,
    same_everywhere,
    lengths,
    danger_first,
    questions,
    phrases,
    dialogue,
)


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


def _reading(answer: Answer) -> float:
    """Average sentence length in words: a first sign of hard text."""
    sentences = [s for s in re.split(r"[.!?:\n]+", PLACEHOLDER.sub("x", answer.full)) if s.strip(" -*")]
    return sum(len(s.split()) for s in sentences) / max(1, len(sentences))


def main() -> int:
    found = problems()
    for problem in found:
        print(problem)
    c = load_catalogue()
    missing = not_written(c)
    hard = [f"{lang}/{topic}" for (topic, lang), a in c.answers.items() if _reading(a) > 15]
    print(f"content: {len(c.topics) - len(missing)} of {len(c.topics)} topics written, {len(found)} problems")
    if missing:
        print(f"not written yet: {', '.join(missing)}")
    if hard:
        print(f"long sentences (over 15 words on average): {', '.join(hard)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
