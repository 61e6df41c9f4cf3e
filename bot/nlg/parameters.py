"""What may stand between braces in a phrase: the slots in words, and what an action gives along.

An action is language-neutral: it gives "phrase:status_new" or "date:2026-11-24", and here that becomes words.
Words of people (a report, a desk's answer) come under the name `words`, because Rasa keeps `text` for itself.
"""

import datetime
from typing import Any

from babel.dates import format_date
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import voice

LONGEST_QUOTE = 400  # the summary quotes a report; a whole one would not fit in one message


def of(tracker: DialogueStateTracker, language: str, given: dict[str, Any]) -> dict[str, str]:
    """Name → words, all strings."""
    slot = tracker.get_slot
    topic, kind = slot("topic"), slot("desk_kind")
    place = slot("municipality_name") or _phrase("place_not_given", language)
    words = {
        "place_name": place,
        "desk_name": slot("desk_name") or _phrase("desk_generic", language, {"place_name": place}),
        "contact": _phrase("contact_yes" if slot("may_contact") else "contact_no", language),
        "text": quote(slot("report_text")) or _phrase("text_not_given", language),
        "topic": voice.title(topic, language) if topic else "",
        "desk_kind_name": _phrase(f"desk_kind_{kind or 'other'}", language),
        "case": slot("case_reference") or "",
    }
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


def quote(text: Any) -> str:
    """The words of the worker without marks that would change the look of the message."""
    plain = " ".join(str(text or "").replace("*", "").replace("_", " ").split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _phrase(key: str, language: str, given: dict[str, str] | None = None) -> str:
    return voice.phrase(key, language, given or {})[0]
