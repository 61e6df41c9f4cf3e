"""From a turn to what Rasa is told. Free text is parsed by the pipeline; everything else is trusted structure and never guessed.

Entities are built here and nowhere else: language, channel, topic, desk_kind, case_code, value, page, asked_language, place.
So no message can set a slot by itself.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.channel import languages
from bot.channel.request import TurnRequest
from bot.nlg import voice
from bot.nlu.danger import kinds
from content import case_codes as code
from content.languages import LANGUAGES

SURE = 0.35  # below this calibrated probability the bot asks instead of answering
SURE_QUESTION = 0.6  # "I have no contract" in answer to "send me the code" is a question about contracts
CLOSE = 0.08  # two best intents nearer than this: ask as well
SURE_LANGUAGE, SURE_IN_THREE_WORDS = 0.95, 0.85
# Answers that are no question of their own: what they seem to be about is not what the talk is about.
OWN_WORDS = ("case_code", "case_text", "withdraw_confirm", "missing")
NAMES = ("place", "about_whom", "reach")  # slots that are answered with names
_NO_WORD = re.compile(r"(?<!\w)[^\W\d_aeiouyаеиоуъюя]{4,}(?!\w)")  # four letters and no vowel: in none of our languages
_WORDS = re.compile(r"[^\W_]", re.UNICODE)
# Valid under every question; no list of buttons is so long that it has a ninth (tests/conversations).
ALWAYS = {"0": "show_menu", "9": "change_language"}
TRUSTED = {"media": "media_received", "sticker": "sticker_received", "contact": "contact_received"}


class Parse(Protocol):
    async def __call__(self, text: str, language: str | None) -> dict[str, Any]: ...


@dataclass
class Understood:
    """`text` is what the tracker gets as the words of the message (in memory only)."""

    intent: str
    language: str
    text: str = ""
    kind: str = "text"
    confidence: float = 1.0
    ranking: list[dict[str, Any]] = field(default_factory=list)
    entities: dict[str, str] = field(default_factory=dict)
    danger: str | None = None

    def parse_data(self) -> dict[str, Any]:
        entities = {"language": self.language, **{k: v for k, v in self.entities.items() if v}}
        return {
            "text": self.text,
            "intent": {"name": self.intent, "confidence": self.confidence},
            "intent_ranking": self.ranking,
            "entities": [{"entity": k, "value": v, "start": 0, "end": 0} for k, v in entities.items()],
        }


async def understand(
    turn: TurnRequest,
    known: str | None,
    options: list[dict[str, str]],
    intents: frozenset[str],
    parse: Parse,
    asked_for: str | None = None,
) -> Understood:
    """`known`: the conversation's language so far; `options`: the buttons shown last; `intents`: those of the domain.

    `asked_for`: the slot that a form has just asked for.
    """
    language = known or "en"
    if turn.kind == "choice":
        return choice(turn.payload, language, intents)
    if turn.kind == "location" and turn.location:
        return Understood("location_shared", language, kind="location", entities={"place": "{:.5f},{:.5f}".format(*turn.location)})
    if turn.kind in TRUSTED:
        return Understood(TRUSTED[turn.kind], language, kind=turn.kind, danger=_danger_in(turn.text, known))
    text = turn.text.strip().lstrip("/").strip()  # Rasa takes "/intent{...}" for an order
    if not _WORDS.search(text):
        return Understood("empty_message", language, text, kind="empty")
    chosen = voice.chosen_option(text, options) or ALWAYS.get(str(voice.number(text)))
    if chosen:
        return choice(chosen, language, intents)
    found = code.find(text)
    if found:
        said = code.speech(text)
        spoken = _language_of(said, await parse(said, known), known) if said else language
        return Understood("case_status", spoken, text, kind="code", entities={"case_code": found}, danger=_danger_in(text, known))
    # a number in answer to another question is that answer
    if asked_for in (None, "case_code") and code.is_almost(text, asked=asked_for == "case_code"):
        return Understood("wrong_code", language, text, kind="code", danger=_danger_in(text, known))
    return judge(text, await parse(text, known), known, asked_for)


def _danger_in(text: str, language: str | None) -> str | None:
    """The most urgent danger in words that the pipeline does not read: those with a photo or beside a code."""
    return next(iter(kinds(text, language)), None)


def choice(payload: str, language: str, intents: frozenset[str]) -> Understood:
    """A button. An intent that the domain does not know (an old button, a forged payload) becomes a stale choice."""
    name, values = voice.parse_payload(payload)
    if name not in intents:
        return Understood("choose", language, payload, kind="choice", entities={"value": "stale"})
    found = Understood(name, language, payload, kind="choice")
    found.entities = {k: v for k, v in values.items() if k in ("value", "page")}
    if name == "change_language":
        _ask_language(found, values.get("language", values.get("value")))
    _remember_topic(found)
    return found


def judge(text: str, parsed: dict[str, Any], known: str | None, asked_for: str | None = None) -> Understood:
    """What the pipeline says, with its doubts made explicit. A name, or "in English, after six", tells nothing about the language
    of the talk where that was asked for."""
    names = asked_for in NAMES
    spoken = _spoken(parsed)
    language = _language_of(text, parsed, known, names)
    ranking = [r for r in parsed.get("intent_ranking", []) if r.get("name")]
    intent = parsed.get("intent") or {}
    name, confidence = intent.get("name") or "nlu_fallback", float(intent.get("confidence") or 0.0)
    second = float(ranking[1]["confidence"]) if len(ranking) > 1 else 0.0
    found = Understood(name, language, text, confidence=confidence, ranking=ranking[:10])
    found.danger = next((e["value"] for e in parsed.get("entities", []) if e.get("entity") == "danger"), None)
    if name == "change_language":
        if asked_for != "reach" and not (asked_for in NAMES and len(text.split()) > 3):
            _ask_language(found, languages.asked(text))
        return found
    if spoken.get("value") == "other" and not names:
        found.intent = "unsupported_language"
        return found
    if (
        asked_for == "case_code"
        and code.is_lost(text)
        and (code.names_the_code(text) or confidence < SURE_QUESTION or not voice.is_topic(name))
    ):
        found.intent, found.entities["value"] = "case_status", "no_code"
        return found
    if confidence < SURE or confidence - second < CLOSE:
        found.intent = "nlu_fallback"
        return found
    if name == "talk_to_desk":
        found.entities["desk_kind"] = voice.desk_kind_in(text) or ""
    if asked_for not in OWN_WORDS:
        _remember_topic(found)
    return found


def _spoken(parsed: dict[str, Any]) -> dict[str, Any]:
    return next((e for e in parsed.get("entities", []) if e.get("entity") == "spoken_language"), {})


def _language_of(text: str, parsed: dict[str, Any], known: str | None, names: bool = False) -> str:
    """The language to answer in. Three words that mean something change it sooner than a name or a scrap."""
    spoken = _spoken(parsed)
    intent = parsed.get("intent") or {}
    meant = intent.get("name") not in (None, "out_of_scope") and float(intent.get("confidence") or 0.0) >= SURE
    sure = SURE_IN_THREE_WORDS if meant and len(text.split()) >= 3 else SURE_LANGUAGE
    return spoken["value"] if spoken.get("value") in LANGUAGES and not _doubtful(text, spoken, known, names, sure) else known or "en"


def _doubtful(text: str, spoken: dict[str, Any], known: str | None, names: bool, sure: float) -> bool:
    """True when the talk keeps its language: names were asked for, the guess is no clear one, or it is nonsense, which looks like some
    language, too."""
    if known is None or spoken["value"] == known:
        return False
    return names or float(spoken.get("confidence_entity", 1.0)) < sure or bool(_NO_WORD.search(voice.bare(text)))


def _ask_language(found: Understood, asked: str | None) -> None:
    """`asked` is a language code, "" for one that we do not speak, None when none was named."""
    if asked in LANGUAGES:
        found.language = str(asked)
        found.entities["asked_language"] = str(asked)
    elif asked is not None:
        found.intent = "unsupported_language"


def _remember_topic(found: Understood) -> None:
    if voice.is_topic(found.intent) and found.intent not in ("report_abuse", "talk_to_desk", "report_anonymity"):
        found.entities["topic"] = found.intent
