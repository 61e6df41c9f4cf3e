"""The door's own few lines, from the room that speaks (`content`)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from channels.messages import Option, Reply
from content.catalogue import Catalogue
from content.errors import MissingContent
from content.languages import LANGUAGES as LANGUAGES
from content.languages import NAMES as NAMES
from content.live import catalogue
from deploy.base.logs import logger

# the country of a number is a fair guess of a language before anything was understood; it is not kept
DIALLING = {"+31": "nl", "+32": "nl", "+48": "pl", "+40": "ro", "+373": "ro", "+359": "bg"}
COUNTRIES = {"NL": "nl", "BE": "nl", "PL": "pl", "RO": "ro", "MD": "ro", "BG": "bg"}
OWN_LINES = ("stopped", "restarted", "takes_longer", "too_many_messages", "message_too_long", "trouble", "opt_menu", "opt_choose")
# payload of a menu's option → the phrase whose `_short` form stands in an SMS, where every letter counts
SMS_TITLES = (
    (re.compile(r"^group\?value=(\w+)$"), r"group_\1"),
    (re.compile(r"^change_language\?language=(\w+)$"), r"language_name_\1"),
    (re.compile(r"^change_language$"), "opt_language"),
    (re.compile(r"^talk_to_desk$"), "opt_desk"),
    (re.compile(r"^report_abuse$"), "opt_report"),
)
log = logger(__name__)


class Words:
    """Phrases by key and language; a language of None is English."""

    def __init__(self, content: Catalogue | None = None) -> None:
        self._given = content
        # payloads that count without having been shown: a topic from a link, the language of the page
        self.always_offered = frozenset(self._content.topics) | {f"change_language?language={language}" for language in LANGUAGES}
        missing = [key for key in OWN_LINES if not self.say(key, "en")]
        if missing:
            log.error("phrases are missing", keys=missing)

    @property
    def _content(self) -> Catalogue:
        return self._given or catalogue()

    def say(self, key: str, language: str | None) -> str:
        """Empty, and logged at the start, when no language has the phrase: a missing line must not hold up an answer."""
        try:
            return self._content.phrase(key, language or "en")
        except MissingContent:
            return ""

    def short(self, key: str, language: str | None) -> str:
        """The form for SMS."""
        try:
            return self._content.phrase_sms(key, language or "en")
        except MissingContent:
            return ""

    def for_sms(self, replies: Sequence[Reply], language: str | None) -> tuple[Reply, ...]:
        """The same turn with the short titles of a menu, where the language has them."""
        return tuple(replace(r, options=tuple(self._short_title(o, language or "en") for o in r.options)) for r in replies)

    def _short_title(self, option: Option, language: str) -> Option:
        keys = (pattern.sub(key, option.payload) for pattern, key in SMS_TITLES if pattern.match(option.payload))
        for key in keys:
            if f"{key}_short" in self._content.phrases.get(language, {}):
                return Option(self.short(key, language), option.payload)
        return option

    def footer(self, language: str | None) -> str:
        return f"0 = {self.say('opt_menu', language)}"

    def topic_title(self, topic: str, language: str) -> str | None:
        """None for what is no topic that we can answer: the name may come from a link."""
        answer = self._content.answers.get((topic, language))
        return answer.title if answer and topic in self._content.topics else None


def guess_language(address: str) -> str | None:
    number = address.removeprefix("whatsapp:")
    if re.match(r"^[A-Z]{2}\.", number):
        return COUNTRIES.get(number[:2])
    return next((language for prefix, language in DIALLING.items() if number.startswith(prefix)), None)
