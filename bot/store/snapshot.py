"""A conversation in a few lines: the filled slots, the open form, the last buttons. No message text, no history.

Because only this is kept, the hundredth turn costs what the first one did, and a stolen row tells little.
"""

from datetime import timedelta
from typing import Any

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

SESSION = timedelta(hours=1)  # after this silence the topic and the code of a case are gone (phones are shared) …
MENU_KEPT = timedelta(hours=24)  # … after a day the menu shown last, too: only the language is left …
FORM_PAUSE = timedelta(hours=72)  # … and, until everything is erased, a report that was being written
REMEMBERED_FOR_GOOD = ("language", "channel")
FORM_SLOTS = (
    "report_text", "told", "abuse_guess", "abuse_kind", "place", "municipality", "municipality_name", "happened_when", "about_whom",
    "how_many", "may_contact", "reach", "confirm", "case_nonce", "desk_kind", "desk_name", "desk_national", "place_tries", "ask",
    "paused", "changing", "misses", "missing", "feedback_topic",
)  # fmt: skip
PLACE_SLOTS = ("municipality", "municipality_name")
NEVER_KEPT = ("session_started_metadata", "filed", "feedback")


def of(tracker: DialogueStateTracker, options: list[dict[str, str]]) -> dict[str, Any]:
    """What is kept of a conversation after a turn; `options` are the buttons shown last."""
    slots = {k: s.value for k, s in tracker.slots.items() if s.value is not None and s.value != s.initial_value and k not in NEVER_KEPT}
    loop = tracker.active_loop_name
    if tracker.get_slot("filed"):
        slots = {k: v for k, v in slots.items() if k not in FORM_SLOTS and k != "topic"}
        loop = None
    elif loop is None:
        slots = {k: v for k, v in slots.items() if k not in FORM_SLOTS or k in PLACE_SLOTS}
    if loop is None:
        slots.pop(REQUESTED_SLOT, None)
    return {"slots": slots, "loop": loop, "options": options, "last": last_response(tracker)}


def last_response(tracker: DialogueStateTracker) -> str | None:
    """Name of the response shown last, so that it can be repeated."""
    for event in reversed(tracker.events):
        name = (getattr(event, "metadata", None) or {}).get("utter_action")
        if event.type_name == "bot" and name and name != "utter_repeat":
            return str(name)
    value = tracker.get_slot("last_response")
    return str(value) if value else None


def after_silence(state: dict[str, Any], silence: timedelta) -> dict[str, Any]:
    """What is left of a snapshot after a pause: everything, an unfinished report, the last menu, or only the language."""
    if silence < SESSION:
        return state
    slots = state.get("slots", {})
    options = state.get("options", []) if silence < MENU_KEPT else []
    if state.get("loop") == "report_form" and slots.get("report_text") and silence < FORM_PAUSE:
        kept = {k: v for k, v in slots.items() if k in (*REMEMBERED_FOR_GOOD, *FORM_SLOTS, REQUESTED_SLOT, "topic")}
        return {"slots": {**kept, "paused": True}, "loop": "report_form", "options": [], "last": None}
    return {"slots": {k: v for k, v in slots.items() if k in REMEMBERED_FOR_GOOD}, "loop": None, "options": options, "last": None}


def tracker_from(state: dict[str, Any], sender_id: str, domain: Domain) -> DialogueStateTracker:
    """A tracker that stands where the conversation stood: session, slots, open form, listening. Unknown slots are left out."""
    tracker = DialogueStateTracker(sender_id, domain.slots)
    events: list[Any] = [ActionExecuted("action_session_start"), SessionStarted()]
    slots = dict(state.get("slots", {}), last_response=state.get("last"))
    events += [SlotSet(k, v) for k, v in slots.items() if k in tracker.slots and v is not None]
    if state.get("loop") in domain.form_names:
        events.append(ActiveLoop(state["loop"]))
    events.append(ActionExecuted("action_listen"))
    tracker.update_with_events(events, domain)
    return tracker
