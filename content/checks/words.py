"""What people ask and the bot's own lines: no question twice, every phrase in every language, every button leads somewhere."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from content import budget, menu
from content.catalogue import Catalogue
from content.checks.figures import TYPED, placeholder_problem
from content.checks.where import in_answer, in_dialogue, in_phrases
from content.errors import BrokenContent
from content.files import read_lines
from content.placeholders import PLACEHOLDER, parse

_PARAMETER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


def questions(c: Catalogue, _: date) -> Iterator[str]:
    seen: dict[str, tuple[str, str, str]] = {}
    known = {*c.topics, *c.dialogue_intents}
    for lang in c.languages:
        for path in sorted((c.root / lang / "questions").glob("*.txt")):
            where = f"{lang}/questions/{path.name}"
            try:
                lines = read_lines(path)
            except BrokenContent as error:
                yield f"{lang}/questions/{error}"
                continue
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


def phrases(c: Catalogue, today: date) -> Iterator[str]:
    everywhere = {key for lang in c.languages for key in c.phrases[lang] if not key.endswith("_short")}
    for lang in c.languages:
        if any(problem.startswith(f"{lang}/phrases.yaml") for problem in c.problems):
            continue  # the file cannot be read: told once, not for every line
        for key in sorted(everywhere - set(c.phrases[lang])):
            yield f"{lang}/phrases.yaml:1: {key} is missing; translate it"
        for key, text in c.phrases[lang].items():
            where = partial(in_phrases, c, lang, key)  # looked up only when there is something to say
            if not text.strip():
                yield f"{where()}: {key} is empty; write it"
            model = c.phrases["en"].get(key) or c.phrases["en"].get(key.removesuffix("_short"), "")
            extra = set(_PARAMETER.findall(text)) - set(_PARAMETER.findall(model))
            less = set() if key.endswith("_short") else set(_PARAMETER.findall(model)) - set(_PARAMETER.findall(text))
            if extra or less:
                yield f"{where()}: {key} has other {{names}} than English ({', '.join(sorted(extra | less))}); make them the same"
            for found in TYPED.finditer(PLACEHOLDER.sub("", text)):
                yield f"{where()}: {key} has `{found.group()}` typed by hand; take it from facts.yaml with {{{{…}}}}"
            for name in PLACEHOLDER.findall(text):
                if problem := placeholder_problem(c, parse(name, c.facts), lang, today):
                    yield f"{where()}: {key}: {{{{{name}}}}} {problem}"


def dialogue(c: Catalogue, _: date) -> Iterator[str]:
    intents = {*c.topics, *c.dialogue_intents, *menu.BUTTON_INTENTS}
    groups = {topic.group for topic in c.topics.values()}
    for name, response in c.responses.items():
        where, options = partial(in_dialogue, c, name), response.get("options", [])
        for key in (response["phrase"], *(o["title"] for o in options)):
            topic = key.removeprefix("topic:") if key.startswith("topic:") else None
            if topic and topic not in c.topics:
                yield f"{where()}: {name} names the topic {topic}, which topics.yaml does not have; correct it"
            if not topic and not any(key in c.phrases[lang] for lang in c.languages):
                yield f"{where()}: {name} uses the phrase {key}, which phrases.yaml does not have; write it"
        for option in options:
            payload = menu.parse_payload(option["payload"])
            if payload is None or payload[0] not in intents or (payload[0] == "group" and payload[1].get("value") not in groups):
                yield f"{where()}: {name} has a button with `{option['payload']}`, which leads nowhere; use an intent of topics.yaml"


def buttons(c: Catalogue, _: date) -> Iterator[str]:
    """Titles of buttons fit the smallest channel."""
    titles = {o["title"] for response in c.responses.values() for o in response.get("options", []) if not o["title"].startswith("topic:")}
    for lang in c.languages:
        for key in sorted(titles):
            if (length := len(c.phrases[lang].get(key, ""))) > budget.TITLE:
                yield f"{in_phrases(c, lang, key)}: {key} is a button and has {length} characters, at most {budget.TITLE}; shorten it"


def reserved(c: Catalogue, _: date) -> Iterator[str]:
    """Twilio takes these words on SMS before we see them: no button may have one as its whole title."""
    keys = {o["title"] for response in c.responses.values() for o in response.get("options", [])}
    for lang in c.languages:
        for key, text in c.phrases[lang].items():
            if key in keys and text.strip(" .!").upper() in budget.RESERVED:
                yield f"{in_phrases(c, lang, key)}: {key} is a button, and Twilio keeps `{text}` for itself; write it otherwise"
        for answer in c.answers.values():
            if answer.lang == lang and answer.title.upper() in budget.RESERVED:
                where = in_answer(c, answer, "title:")
                yield f"{where}: title is a button, and Twilio keeps `{answer.title}` for itself; write it otherwise"


def languages(c: Catalogue, _: date) -> Iterator[str]:
    """Every language that is ready can be chosen."""
    offered = {o["payload"] for o in c.responses.get("change_language", {}).get("options", [])}
    for lang in c.languages:
        if offered and menu.format_payload("change_language", language=lang) not in offered:
            yield f"{in_dialogue(c, 'change_language')}: has no button for the language {lang}; add it"
