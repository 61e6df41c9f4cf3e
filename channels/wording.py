"""The door's own few lines, from content/<language>/phrases.yaml."""

import re
from pathlib import Path

import yaml

CONTENT = Path(__file__).resolve().parents[1] / "content"
LANGUAGES = ("nl", "en", "pl", "ro", "bg")
# the country of a number is a fair guess of a language before anything was understood; it is not kept
DIALLING = {"+31": "nl", "+32": "nl", "+48": "pl", "+40": "ro", "+373": "ro", "+359": "bg"}
COUNTRIES = {"NL": "nl", "BE": "nl", "PL": "pl", "RO": "ro", "MD": "ro", "BG": "bg"}


class Words:
    def __init__(self) -> None:
        self._phrases = {language: _load(language) for language in LANGUAGES}
        # payloads that count without having been shown: a topic from a link, the language of the page
        self.always_offered = frozenset(_topics()) | {f"change_language?language={language}" for language in LANGUAGES}

    def say(self, key: str, language: str | None) -> str:
        """The phrase in that language, else in English. A missing key gives an empty text: a notice, never a failure."""
        return self._phrases.get(language or "en", {}).get(key) or self._phrases["en"].get(key, "")

    def short(self, key: str, language: str | None) -> str:
        return self.say(f"{key}_short", language) or self.say(key, language)

    def footer(self, language: str | None) -> str:
        return f"0 = {self.say('opt_menu', language)}"


def guess_language(address: str) -> str | None:
    number = address.removeprefix("whatsapp:")
    if re.match(r"^[A-Z]{2}\.", number):
        return COUNTRIES.get(number[:2])
    return next((language for prefix, language in DIALLING.items() if number.startswith(prefix)), None)


def _load(language: str) -> dict[str, str]:
    path = CONTENT / language / "phrases.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _topics() -> list[str]:
    return [topic["id"] for topic in yaml.safe_load((CONTENT / "topics.yaml").read_text(encoding="utf-8"))["topics"]]
