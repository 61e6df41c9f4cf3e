"""One message in a form: orders first, then the answer to the question, then small talk and questions in between, then "once more"."""

import inspect
from typing import Any

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms import case_steps, confirm, control, place
from actions.forms.definition import Form
from actions.forms.outcome import Outcome
from actions.view import View


async def advance(form: Form, view: View) -> Outcome:
    """The outcome of this message, with everything the next question needs."""
    requested = view.slots.get("requested_slot")
    outcome = await (_begin(form, view) if requested not in form.steps else _message(form, view, str(requested)))
    if not outcome.end:
        await _prepare_next(form, view, outcome)
    return outcome


async def _begin(form: Form, view: View) -> Outcome:
    """What is known already is not asked again."""
    s = view.slots
    outcome = Outcome()
    if "desk_kind" in form.steps:
        outcome.slots["desk_kind"] = view.entities.get("desk_kind") or knowledge.desk_kind_of_topic(s.get("topic") or "")
    if "case_code" in form.steps and s.get("case_code"):
        return await case_steps.known(str(s["case_code"]), view)
    return outcome


async def _message(form: Form, view: View, requested: str) -> Outcome:
    if (resumed := _resume(form, view)) is not None:
        return resumed
    if form.kind and (told := await control.code_in_between(view)) is not None:
        return _again(form, requested, told)
    if (ordered := control.before(view, form.cancelled)) is not None:
        full = view.intent in control.LANGUAGE or ordered.end or ordered.variant
        return ordered if full else _again(form, requested, ordered)
    answer = form.steps[requested](view)
    outcome = await answer if inspect.isawaitable(answer) else answer
    if outcome is not None:
        return outcome
    if (between := control.after(view)) is not None:
        return _again(form, requested, between)
    if requested in form.misses:
        return form.misses[requested](view)
    return _again(form, requested, Outcome())


def _resume(form: Form, view: View) -> Outcome | None:
    """After a pause, or after the menu in the middle, the form is offered and not simply gone on with."""
    offered = (view.slots.get("ask") or {}).get("variant") == "resume_report"
    if view.choice == "continue":
        return Outcome({"paused": None})
    if offered and view.kind == "text":
        said = yes_or_no(view.text, view.language, view.intent)
        if said is not None:
            return Outcome({"paused": None}) if said else Outcome(end=True).say(form.cancelled)
    if view.slots.get("paused"):
        ordered = control.before(view, form.cancelled)
        if ordered is not None and ordered.end:
            return ordered
        outcome = control.after(view) or Outcome()
        outcome.slots["paused"] = None
        outcome.variant = "resume_report"
        return outcome
    return None


def _again(form: Form, requested: str, outcome: Outcome) -> Outcome:
    if outcome.variant is None and not outcome.end:
        outcome.variant = form.again.get(requested)
    return outcome


async def _prepare_next(form: Form, view: View, outcome: Outcome) -> None:
    slots: dict[str, Any] = {**view.slots, **outcome.slots}
    if "may_contact" in form.steps and slots.get("channel") == "web" and slots.get("may_contact") is None:
        outcome.slots["may_contact"] = slots["may_contact"] = False  # a web chat has no address to write to
    waiting = next((name for name in form.steps if slots.get(name) is None), None)
    if waiting == "place" and outcome.variant is None and (known := knowledge.by_code(str(slots.get("municipality") or ""))):
        place.offer(outcome, known)  # from a location shared before: asked about, not taken
    if waiting == "confirm" and not (view.slots.get("case_nonce") and view.slots.get("desk_name")):
        outcome.slots |= await confirm.before_summary(form.kind, slots)
