"""The only door to `content`: phrases, answers, titles, buttons, topics, in the worker's language."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from content import menu
from content.counting import NUMBERS
from content.files import ROOT, read_yaml
from content.languages import LANGUAGES
from content.live import catalogue

__all__ = ["LANGUAGES"]
_NUMBER = re.compile(r"^\s*(\d{1,2})[\s.)️⃣]*$")


def topic_names() -> list[str]:
    return list(catalogue().topics)


def dialogue_names() -> list[str]:
    """Intents that people write and that steer the conversation."""
    return list(catalogue().dialogue_intents)


def is_topic(name: str) -> bool:
    return name in catalogue().topics


def is_danger(topic: str) -> bool:
    """Whether the answer to the topic begins with what to do in danger."""
    return catalogue().topics[topic].danger


def topics_of_group(group: str) -> tuple[str, ...]:
    """Topics of the group that have an answer in every language."""
    return _topics_of_group(group, catalogue().version)


@lru_cache(maxsize=32)
def _topics_of_group(group: str, _version: str) -> tuple[str, ...]:
    known = catalogue()
    ready = set(known.available_topics)
    return tuple(name for name, topic in known.topics.items() if topic.group == group and name in ready)


def response(name: str) -> dict[str, Any]:
    """The entry of dialogue.yaml. Raises KeyError."""
    return dict(catalogue().responses[name])


def response_names() -> list[str]:
    return list(catalogue().responses)


def phrase(key: str, language: str, given: dict[str, str]) -> tuple[str, str]:
    """Full and SMS text of a phrase, filled in. Raises MissingContent (a KeyError) when no language has the key."""
    known = catalogue()
    return known.phrase(key, language, **given), known.phrase_sms(key, language, **given)


def phrase_reply(key: str, language: str) -> dict[str, Any]:
    """A whole reply from one phrase; used where nothing else may fail."""
    text, sms = phrase(key, language, {})
    return {"text": text, "sms": sms, "options": [], "danger": False}


def title(topic: str, language: str) -> str:
    """The short name of a topic."""
    return catalogue().title(topic, language)


def answer(topic: str, language: str) -> tuple[str, str, bool]:
    """Full text, SMS text, and whether the topic is one of danger. Raises MissingContent."""
    found = catalogue().answer(topic, language)
    return found.full, found.sms, found.danger


def option(key: str, payload: str, language: str) -> dict[str, str]:
    name = title(key.partition(":")[2], language) if key.startswith("topic:") else phrase(key, language, {})[0]
    return {"title": name, "payload": payload}


def options(entry: dict[str, Any], language: str) -> list[dict[str, str]]:
    """The buttons of a response of dialogue.yaml."""
    return [option(o["title"], o["payload"], language) for o in entry.get("options", [])]


def ways_on(topic: str, language: str) -> list[dict[str, str]]:
    """The buttons under the answer to a topic."""
    known = catalogue().topics[topic]
    return [option(key, payload, language) for key, payload in menu.ways_on(known.group, known.desk_kind)]


def parse_payload(payload: str) -> tuple[str, dict[str, str]]:
    """`intent?entity=value&…` → intent and its values; ("", {}) when it is not of this form."""
    return menu.parse_payload(payload) or ("", {})


def chosen_option(text: str, shown: list[dict[str, str]]) -> str | None:
    """The payload when the text is the number or the exact title of a button shown last."""
    chosen = number(text)
    if chosen is not None and 1 <= chosen <= len(shown):
        return shown[chosen - 1]["payload"]
    wanted = bare(text)
    return next((o["payload"] for o in shown if bare(o["title"]) == wanted), None)


def number(text: str) -> int | None:
    """The number that the whole message is: digits, a keycap, or a word in one of the languages."""
    digits = _NUMBER.match(unicodedata.normalize("NFKC", text))
    return int(digits.group(1)) if digits else NUMBERS.get(bare(text))


def bare(text: str) -> str:
    """Small letters without diacritics and signs."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))  # the one letter of ours that Unicode does not take apart
    return " ".join(re.findall(r"\w+", "".join(c for c in split if not unicodedata.combining(c))))


def desk_kind_in(text: str) -> str | None:
    """The kind of desk that the words name, in any of the languages (content/desk_words.yaml)."""
    said = f" {bare(text)}"
    for kind, words in _desk_words().items():
        if any(f" {bare(stem)}" in said for stems in words.values() for stem in stems):
            return str(kind)
    return None


@lru_cache
def _desk_words() -> dict[str, dict[str, list[str]]]:
    return dict(read_yaml(ROOT / "desk_words.yaml"))
