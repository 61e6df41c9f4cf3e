"""The numbered lines of a summary. They are the buttons of "what do you want to change?", so "change 3" means the third line."""

from collections.abc import Callable
from typing import Any

from bot.nlg import voice

LONGEST_QUOTE = 400  # the summary quotes a report; a whole one would not fit in one message
# Answers that came from a button: what the slot holds → the phrase that the button showed.
CODES = {
    "ongoing": "opt_ongoing", "stopped": "opt_stopped", "only_me": "opt_only_me", "few": "opt_few", "many": "opt_many",
    "any_time": "opt_any_time", "daytime": "opt_daytime", "evening": "opt_evening",
}  # fmt: skip
Slot = Callable[[str], Any]


def lines(kind: str, slot: Slot, language: str) -> str:
    """`kind` is report or referral."""
    entry = voice.response(f"change_{kind}")
    shown = [o for o in entry["options"] if "value=change_" in o["payload"]]
    values = {"change_text": quote(slot("report_text")) or _say("text_not_given", language)}
    values["change_kind"] = _say(f"abuse_{slot('abuse_kind') or 'other'}", language)
    values["change_desk"] = _say(f"desk_kind_{slot('desk_kind') or 'other'}", language)
    values["change_place"] = slot("municipality_name") or _say("place_not_given", language)
    values["change_contact"] = _say("contact_yes" if slot("may_contact") else "contact_no", language)
    for change, name in (("when", "happened_when"), ("whom", "about_whom"), ("many", "how_many"), ("reach", "reach")):
        values[f"change_{change}"] = answer(slot(name), language)
    rows = []
    for number, option in enumerate(shown, 1):
        label = _say(option["title"], language)
        rows.append(f"{number}. *{label}:* {values[option['payload'].partition('value=')[2]]}")
    return "\n".join(rows)


def answer(value: Any, language: str) -> str:
    """An optional answer in words."""
    if not value:
        return _say("not_given", language)
    return _say(CODES[value], language) if value in CODES else quote(value)


def quote(text: Any) -> str:
    """The words of the worker without marks that would change the look of the message."""
    plain = " ".join(str(text or "").replace("*", "").replace("_", " ").split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _say(key: str, language: str) -> str:
    return voice.phrase(key, language, {})[0]
