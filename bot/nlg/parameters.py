"""What may stand between braces in a phrase: the slots in words, and what an action gives along.

An action is language-neutral: it gives "phrase:status_new" or "date:2026-11-24", and here that becomes words.
Words of people (a report, a desk's answer) come under the name `words`, because Rasa keeps `text` for itself.
"""

import datetime
from typing import Any

from babel.dates import format_date
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import summary, voice

FORMS = {"report_form": "report", "referral_form": "referral"}


def of(tracker: DialogueStateTracker, language: str, given: dict[str, Any]) -> dict[str, str]:
    """Name → words, all strings."""
    slot = tracker.get_slot
    topic, kind = slot("topic"), slot("desk_kind")
    place = slot("municipality_name") or _phrase("place_not_given", language)
    words = {
        "place_name": place,
        "desk_name": _desk(slot, place, language),
        "contact": _phrase("contact_yes" if slot("may_contact") else "contact_no", language),
        "text": summary.quote(slot("report_text")) or _phrase("text_not_given", language),
        "topic": voice.title(topic, language) if topic else "",
        "desk_kind_name": _phrase(f"desk_kind_{kind or 'other'}", language),
        "needs": _phrase(f"needs_{kind or 'other'}", language),
        "abuse_guess": _phrase(f"abuse_{slot('abuse_guess') or 'other'}", language),
        "abuse_kind": _phrase(f"abuse_{slot('abuse_kind') or 'other'}", language),
        "case": slot("case_reference") or "",
    }
    if tracker.active_loop_name in FORMS:
        words["items"] = summary.lines(FORMS[tracker.active_loop_name], slot, language)
    words |= {k: in_words(v, language) for k, v in given.items() if isinstance(v, str | int | float) and not isinstance(v, bool)}
    if "words" in words:
        words["text"] = words.pop("words")
    return words


def in_words(value: Any, language: str) -> str:
    """`phrase:`, `date:` and `topic:` values in the worker's language; everything else as it is."""
    text = str(value)
    kind, _, rest = text.partition(":")
    if kind == "phrase":
        return _phrase(rest, language)
    if kind == "topic":
        return voice.title(rest, language)
    if kind == "date":
        return format_date(datetime.date.fromisoformat(rest[:10]), format="long", locale="en_GB" if language == "en" else language)
    return text


def _desk(slot: Any, place: str, language: str) -> str:
    """The desk's name; a national one is called that, with why."""
    name = slot("desk_name") or _phrase("desk_generic", language, {"place_name": place})
    return f"{name}. {_phrase('route_national', language)}" if slot("desk_national") and slot("municipality") else str(name)


def _phrase(key: str, language: str, given: dict[str, str] | None = None) -> str:
    return voice.phrase(key, language, given or {})[0]
