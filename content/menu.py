"""Payloads behind buttons: `intent` or `intent?entity=value&…`. Only what fits this form is taken."""

import re
from urllib.parse import parse_qsl, urlencode

# What a button may say besides its intent; every other entity is refused.
ENTITIES: dict[str, frozenset[str]] = {
    "group": frozenset({"value", "page"}),
    "choose": frozenset({"value"}),
    "change_language": frozenset({"language"}),
    "feedback_positive": frozenset({"value"}),
    "feedback_negative": frozenset({"value"}),
    "case_status": frozenset({"value"}),
    "privacy": frozenset({"page"}),
}
BUTTON_INTENTS = ("group", "choose")  # intents that only a button can give; nobody writes them
OFFERS_REPORT = ("work", "housing", "help")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_VALUE = re.compile(r"[\w .,'-]{1,60}")


def ways_on(group: str, desk_kind: str | None) -> list[tuple[str, str]]:
    """(phrase of the title, payload) of the buttons under the answer to a topic: a person, a report, the menu."""
    desk = [("opt_desk", "talk_to_desk")] if desk_kind else []
    report = [("opt_report", "report_abuse")] if group in OFFERS_REPORT else []
    return [*desk, *report, ("opt_menu", "show_menu")]


def parse_payload(payload: str) -> tuple[str, dict[str, str]] | None:
    """(intent, entities), or None when it is not of this form. Whether the intent exists is for the caller to know."""
    intent, mark, query = payload.partition("?")
    if not _NAME.fullmatch(intent) or (mark and not query):
        return None
    try:
        values = dict(parse_qsl(query, strict_parsing=True, max_num_fields=4)) if mark else {}
    except ValueError:
        return None
    allowed = ENTITIES.get(intent, frozenset())
    return (intent, values) if all(k in allowed and _VALUE.fullmatch(v) for k, v in values.items()) else None


def format_payload(intent: str, **values: str) -> str:
    return f"{intent}?{urlencode(values)}" if values else intent
