"""One function for each question. Each gives an Outcome, or None when the message is no answer to that question."""

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms.outcome import Outcome
from actions.view import View

SHORTEST_REPORT = 8  # characters; "help" or "boss" is not yet a report
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
