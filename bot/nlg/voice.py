"""The only door to `content`: phrases, answers, titles, buttons, topics, in the worker's language. Read once, kept in memory."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import yaml

CONTENT = Path(__file__).resolve().parents[2] / "content"
LANGUAGES = ("nl", "en", "pl", "ro", "bg")
_NUMBER = re.compile(r"^\s*(\d{1,2})[\s.)️⃣]*$")


@lru_cache
def _yaml(name: str) -> Any:
    path = CONTENT / name
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _topics() -> dict[str, dict[str, Any]]:
    return {t["id"]: t for t in _yaml("topics.yaml")["topics"]}


def topic_names() -> list[str]:
    return list(_topics())


def dialogue_names() -> list[str]:
    """Intents that people write and that steer the conversation."""
    return [d["id"] for d in _yaml("topics.yaml")["dialogue"]]


def is_topic(name: str) -> bool:
    return name in _topics()


def group_of(topic: str) -> str:
    return str(_topics()[topic]["group"])


def desk_of(topic: str) -> str | None:
    return _topics().get(topic, {}).get("desk")


def topics_of_group(group: str) -> list[str]:
    return [name for name, topic in _topics().items() if topic["group"] == group]


def response(name: str) -> dict[str, Any]:
    """The entry of dialogue.yaml. Raises KeyError."""
    return dict(_yaml("dialogue.yaml")["responses"][name])


def response_names() -> list[str]:
    return list(_yaml("dialogue.yaml")["responses"])


def phrase(key: str, language: str, given: dict[str, str]) -> tuple[str, str]:
    """Full and SMS text of a phrase, filled in. A missing translation falls back to English; a missing key raises KeyError."""
    for lang in (language, "en"):
        table = _yaml(f"{lang}/phrases.yaml") or {}
        if key in table:
            full = fill(str(table[key]), given)
            return full, fill(str(table.get(f"{key}_short") or ""), given) or plain(full)
    raise KeyError(key)


def fill(text: str, given: dict[str, str]) -> str:
    """`{name}` replaced by what is given; unknown names stay empty, so that no brace reaches a worker."""
    return re.sub(r"(?<!\{)\{([a-z_]+)\}(?!\})", lambda hit: given.get(hit.group(1), ""), text)


def plain(text: str) -> str:
    """Without marks, for SMS."""
    return re.sub(r"(?<!\w)[*_]|[*_](?!\w)", "", text)


def phrase_reply(key: str, language: str) -> dict[str, Any]:
    """A whole reply from one phrase; used where nothing else may fail."""
    text, sms = phrase(key, language, {})
    return {"text": text, "sms": sms, "options": [], "danger": False}


def title(topic: str, language: str) -> str:
    """The short name of a topic; its id when there is no text yet."""
    path = CONTENT / language / "answers" / f"{topic}.md"
    found = re.search(r"^title:\s*(.+?)\s*(?:#.*)?$", path.read_text(encoding="utf-8"), re.M) if path.exists() else None
    return found.group(1).strip("\"'") if found else topic.replace("_", " ").capitalize()


def answer(topic: str, language: str) -> tuple[str, str, bool]:
    """Full text, SMS text, and whether the topic is one of danger."""
    danger = bool(_topics()[topic].get("danger"))
    return title(topic, language), title(topic, language), danger


def option(key: str, payload: str, language: str) -> dict[str, str]:
    name = title(key.partition(":")[2], language) if key.startswith("topic:") else phrase(key, language, {})[0]
    return {"title": name, "payload": payload}


def options(entry: dict[str, Any], language: str) -> list[dict[str, str]]:
    """The buttons of a response of dialogue.yaml."""
    return [option(o["title"], o["payload"], language) for o in entry.get("options", [])]


def parse_payload(payload: str) -> tuple[str, dict[str, str]]:
    """`intent?entity=value&…` → intent and its values."""
    name, _, query = payload.partition("?")
    return name, dict(parse_qsl(query))


def chosen_option(text: str, shown: list[dict[str, str]]) -> str | None:
    """The payload when the text is the number or the exact title of a button shown last."""
    number = _NUMBER.match(unicodedata.normalize("NFKC", text))
    if number and 1 <= int(number.group(1)) <= len(shown):
        return shown[int(number.group(1)) - 1]["payload"]
    wanted = bare(text)
    return next((o["payload"] for o in shown if bare(o["title"]) == wanted), None)


def bare(text: str) -> str:
    """Small letters without diacritics and signs."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in split if not unicodedata.combining(c))))


def desk_kind_in(text: str) -> str | None:
    """The kind of desk that the words name, in any of the languages (content/desk_words.yaml)."""
    said = f" {bare(text)}"
    for kind, words in _yaml("desk_words.yaml").items():
        if any(f" {bare(stem)}" in said for stems in words.values() for stem in stems):
            return str(kind)
    return None
