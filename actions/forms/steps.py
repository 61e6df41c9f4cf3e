"""One function for each question. Each gives an Outcome, or None when the message is no answer to that question."""

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms.outcome import Outcome
from actions.view import View

SHORTEST_REPORT = 8  # characters; "help" or "boss" is not yet a report
TRIES = 2
DESK_KINDS = (
    "registration", "work_rights", "housing", "care", "language", "family", "debt_income", "shelter_return", "exploitation", "career",
)  # fmt: skip
OTHER_KIND = "work_rights"  # the information desk for work takes what fits nowhere else


def report_text(view: View) -> Outcome | None:
    """Own words, as they are. A button, a photo or a code is no report; neither is a question with a clear topic and a question mark."""
    if view.kind != "text":
        return None
    text = view.text.strip()
    if text.endswith(("?", ";")) and view.confidence >= 0.8 and len(text.split()) <= 12:
        return None
    if len(text) < SHORTEST_REPORT:
        return Outcome(variant="report_text_too_short")
    return Outcome({"report_text": text})


def referral_text(view: View) -> Outcome | None:
    if view.choice == "skip" or (view.kind == "text" and yes_or_no(view.text, view.language, view.intent) is False):
        return Outcome({"report_text": ""})
    found = report_text(view)
    return None if found is None or found.variant else found


def place(view: View) -> Outcome | None:
    """A name, a postcode, a location or a button with a municipality. After two misses the national desk is offered."""
    if view.choice == "no_place":
        return _no_place()
    if view.choice and view.choice.isdigit() and (chosen := knowledge.by_code(view.choice)):
        return Outcome({"place": chosen.name, "municipality": chosen.code, "municipality_name": chosen.name})
    tries = int(view.slots.get("place_tries") or 0) + 1
    if view.kind == "location":
        here = knowledge.by_location(view.entities.get("place", ""))
        if here:
            return Outcome({"place": here.name, "municipality": here.code, "municipality_name": here.name})
        return Outcome({"place_tries": tries}, variant="location_unknown")
    if view.kind != "text" or _is_question(view):
        return None
    found = knowledge.find(view.text)
    if len(found) == 1:
        return Outcome({"place": view.text[:80], "municipality": found[0].code, "municipality_name": found[0].name})
    if found:
        options = [{"title": p.title, "payload": f"choose?value={p.code}"} for p in found[:6]]
        return Outcome(variant="place_choose", options=options)
    return None


def _is_question(view: View) -> bool:
    """A whole sentence about a topic may hold the name of a town without being an answer to "where?"."""
    return knowledge.is_topic(view.intent) and view.confidence >= 0.8 and len(view.text.split()) > 3


def place_again(view: View) -> Outcome:
    tries = int(view.slots.get("place_tries") or 0) + 1
    return Outcome({"place_tries": tries}, variant="place_unknown" if tries < TRIES else "place_give_up")


def _no_place() -> Outcome:
    return Outcome({"place": "", "municipality": None, "municipality_name": None})


def may_contact(view: View) -> Outcome | None:
    """Only a clear yes is a yes."""
    answer = {"contact": True, "no_contact": False}.get(view.choice or "")
    if answer is None and view.kind == "text":
        # an intent is a guess: it may say no, never yes
        answer = yes_or_no(view.text, view.language, "deny" if view.intent == "deny" else "")
    return None if answer is None else Outcome({"may_contact": answer})


def desk_kind(view: View) -> Outcome | None:
    if view.choice == "other":
        return Outcome({"desk_kind": OTHER_KIND})
    if view.choice in DESK_KINDS:
        return Outcome({"desk_kind": view.choice})
    guessed = view.entities.get("desk_kind") or knowledge.desk_kind_of_topic(view.intent)
    return Outcome({"desk_kind": guessed}) if guessed else None
