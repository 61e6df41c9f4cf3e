"""One function for each question. Each gives an Outcome, or None when the message is no answer to that question."""

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms import abuse
from actions.forms.outcome import Outcome
from actions.view import View

LONGEST_NOTE = 200  # characters of an optional answer
DESK_KINDS = (
    "registration", "work_rights", "housing", "care", "language", "family", "debt_income", "shelter_return", "exploitation", "career",
)  # fmt: skip
OTHER_KIND = "work_rights"  # the information desk for work takes what fits nowhere else


def abuse_kind(view: View) -> Outcome | None:
    """The guess is confirmed by the person; "no" gives the whole list, and new words a new guess."""
    guess = view.slots.get("abuse_guess")
    said = yes_or_no(view.text, view.language) if view.kind == "text" else None
    if guess and (view.choice == "right" or said is True):
        return Outcome({"abuse_kind": guess})
    if view.choice in abuse.DESKS:
        return Outcome({"abuse_kind": view.choice})
    if view.choice == "more_kinds":
        return Outcome(variant="abuse_kind_more")
    if view.choice == "all_kinds" or said is False:
        return Outcome({"abuse_guess": None})
    again = abuse.guess(view) if view.kind == "text" and not view.asks(0.6) else None
    return Outcome({"abuse_kind" if again == guess else "abuse_guess": again}) if again else None


def note(slot: str, codes: tuple[str, ...], view: View) -> Outcome | None:
    """An optional question: one of the buttons (kept as its code) or free words."""
    if view.choice in codes:
        return Outcome({slot: view.choice})
    if view.kind != "text" or view.text.rstrip().endswith("?"):
        return None
    if yes_or_no(view.text, view.language) is False and len(view.text.split()) == 1:
        return Outcome({slot: ""})
    return Outcome({slot: view.text.strip()[:LONGEST_NOTE]})


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
    if view.choice == "more_kinds":
        return Outcome(variant="desk_kind_more")
    if view.choice in DESK_KINDS:
        return Outcome({"desk_kind": view.choice})
    guessed = view.entities.get("desk_kind") or knowledge.desk_kind_of_topic(view.intent)
    return Outcome({"desk_kind": guessed}) if guessed and view.kind == "text" else None
