"""Moving through a form: one question back, on without an answer, out of it, over into the other form. Nothing is lost unasked."""

from typing import Any

from actions.forms import abuse
from actions.forms.confirm import CHANGES
from actions.forms.definition import Form
from actions.forms.orders import order
from actions.forms.outcome import Outcome
from actions.view import View

RESET: dict[str, dict[str, Any]] = {
    "place": CHANGES["change_place"],
    "desk_kind": CHANGES["change_desk"],
    "abuse_kind": {"abuse_kind": None, "desk_name": None, "desk_national": None},
}


def move(form: Form, view: View, requested: str) -> Outcome | None:
    """What "back", "skip" and "done" mean at this question; None when it is neither."""
    wanted = view.choice if view.choice in ("back", "skip", "done") else order(view.text) if view.kind == "text" else None
    if wanted == "back":
        return back(form, view, requested)
    if wanted == "done" and requested == "told":
        return None
    if wanted in ("skip", "done"):
        return skip(form, requested)
    return None


def back(form: Form, view: View, requested: str) -> Outcome:
    """The question before this one. Before the first question there is none, so that one is put again; a story is never thrown away."""
    if requested == "told":
        return Outcome(variant="ask_report_text")
    names = list(form.steps)
    for name in reversed(names[: names.index(requested)]):
        if name not in form.known({**view.slots, name: None}):
            return Outcome(dict(RESET.get(name, {name: None})))
    return Outcome()


def skip(form: Form, requested: str) -> Outcome:
    how = form.skipped.get(requested)
    return how() if how else Outcome(miss=True).say("utter_cannot_skip")


def stop(form: Form, view: View) -> Outcome:
    """At once when there is nothing to lose; else what happens is said first and asked back."""
    asked = (view.slots.get("ask") or {}).get("variant")
    if form.kind and view.slots.get("report_text") and asked != "stop_sure":
        return Outcome(variant="stop_sure")
    return Outcome(end=True).say(form.cancelled)


def over(form: Form, view: View, target: str) -> Outcome:
    """To the other form, with the words and the place."""
    outcome = Outcome(end=True, next_form=target, keep=form.carried)
    if kind := abuse.desk_of(view.slots.get("abuse_kind") or view.slots.get("abuse_guess")):
        outcome.slots["desk_kind"] = kind
    return outcome


def switch(form: Form, view: View, target: str, requested: str) -> Outcome:
    """A wish for the other form: done at once when nothing was written, else asked."""
    if target == f"{form.kind}_form":
        return skip(form, requested) if target == "referral_form" and view.choice else Outcome()
    if not view.slots.get("report_text"):
        return over(form, view, target)
    return Outcome(variant="switch_to_person" if target == "referral_form" else "switch_to_report")
