"""What the pages show: topics and lines of the bot, each in every language, as said on one day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from channels.messages import Option, Reply
from channels.wording import Words
from content import menu, status
from content.catalogue import Catalogue
from content.facts import Fact
from content.languages import ALL
from deploy.preview.faces import Faces, faces

_PARAMETER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


@dataclass(frozen=True)
class Side:
    """One language of one text; `faces` is None where nothing is written."""

    language: str
    name: str
    title: str
    state: str
    reviewed: str
    faces: Faces | None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Text:
    """`id` is a topic or the key of a phrase."""

    id: str
    group: str
    scope: str
    danger: bool
    sides: tuple[Side, ...]


def topics(c: Catalogue) -> Iterator[Text]:
    words = Words(c)
    for topic in c.topics.values():
        yield Text(topic.id, topic.group, topic.scope, topic.danger, tuple(_answer(c, words, topic.id, lang) for lang in c.languages))


def _answer(c: Catalogue, words: Words, topic: str, lang: str) -> Side:
    answer = c.answers.get((topic, lang))
    if answer is None:
        return Side(lang, ALL[lang].name, c.title(topic, lang), "missing", "", None)
    said = c.answer(topic, lang)
    options = tuple(Option(c.phrase(key, lang), payload) for key, payload in menu.ways_on(c.topics[topic].group, c.topics[topic].desk_kind))
    shown = faces(Reply(said.full, said.sms, options, said.danger), words, lang)
    used = tuple(c.facts.by_id[name] for name in said.facts_used)
    reviewed = f"{answer.reviewed:%d-%m-%Y}" if answer.reviewed else ""
    return Side(lang, ALL[lang].name, answer.title, status.of(c, topic, lang), reviewed, shown, used)


def phrases(c: Catalogue) -> Iterator[Text]:
    """Every line of the bot, with the buttons of the first response that says it; names to be filled in stand in capitals."""
    words = Words(c)
    said_by = {response["phrase"]: response for response in reversed(c.responses.values())}
    for key, english in c.phrases["en"].items():
        if not key.endswith("_short"):
            given = {name: name.upper().replace("_", " ") for name in _PARAMETER.findall(english)}
            response = said_by.get(key, {})
            sides = tuple(_phrase(c, words, key, lang, given, response.get("options", [])) for lang in c.languages)
            yield Text(key, "", "", False, sides)


def _phrase(c: Catalogue, words: Words, key: str, lang: str, given: dict[str, str], options: list[dict[str, str]]) -> Side:
    if key not in c.phrases[lang]:
        return Side(lang, ALL[lang].name, "", "missing", "", None)
    buttons = tuple(Option(_title(c, o["title"], lang), o["payload"]) for o in options)
    reply = Reply(c.phrase(key, lang, **given), c.phrase_sms(key, lang, **given), buttons)
    return Side(lang, ALL[lang].name, "", "current", "", faces(reply, words, lang))


def _title(c: Catalogue, key: str, lang: str) -> str:
    return c.title(key.removeprefix("topic:"), lang) if key.startswith("topic:") else c.phrase(key, lang)


def day_of(c: Catalogue) -> date:
    return c.day or date.today()
