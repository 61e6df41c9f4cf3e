"""One message in a form: orders first, then the answer to the question, then small talk and questions in between, then "once more"."""

import inspect
from typing import Any

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms import case_steps, confirm, control, feedback, leaving, moves, place
from actions.forms.definition import Form
from actions.forms.outcome import Outcome
from actions.view import View

STORY_WORDS = 12  # somebody who begins with the whole story need not tell it again
MISSES = 2  # after so many in a row a person is offered
WAITING = ("menu_in_form", "report_waits")


async def advance(form: Form, view: View, name: str = "") -> Outcome:
    """The outcome of this message, with everything the next question needs. `name` is the form's."""
    requested = view.slots.get("requested_slot")
    outcome = await (_begin(form, view) if requested not in form.steps else _message(form, view, str(requested), name))
    missed = int(view.slots.get("misses") or 0)
    if outcome.miss:
        outcome.slots["misses"] = missed + 1
        if missed + 1 >= MISSES:
            outcome.say("utter_lost_in_form")
    elif missed:
        outcome.slots["misses"] = None
    if not outcome.end:
        await _prepare_next(form, view, outcome)
    return outcome


async def _begin(form: Form, view: View) -> Outcome:
    """What is known already is not asked again."""
    s = view.slots
    outcome = feedback.begin(view) if "missing" in form.steps else Outcome()
    if "desk_kind" in form.steps:
        known = s.get("desk_kind") or view.entities.get("desk_kind")
        outcome.slots["desk_kind"] = known or knowledge.desk_kind_of_topic(s.get("topic") or "")
    if "told" in form.steps and (s.get("report_text") or (view.kind == "text" and len(view.text.split()) >= STORY_WORDS)):
        outcome.slots["report_text"] = s.get("report_text") or view.text.strip()
        outcome.say("utter_report_promise")
    if "case_code" in form.steps and s.get("case_code"):
        return await case_steps.known(str(s["case_code"]), view, withdrawing="withdraw_confirm" in form.steps)
    return outcome


async def _message(form: Form, view: View, requested: str, name: str) -> Outcome:
    if (stood := _standing_offer(form, view, requested)) is not None:
        return stood
    if requested != "case_code" and (told := await control.code_in_between(view)) is not None:
        told.end = not form.kind  # another code while a message to the desk is being written: that one is meant
        return _again(form, requested, told)
    if not form.kind and (other := await leaving.instead(view, name, requested)) is not None:
        return other
    if (ordered := control.before(form, view, requested)) is not None:
        said_only = ordered.says and not ordered.slots and view.intent not in control.LANGUAGE
        return _again(form, requested, ordered) if said_only else ordered
    answer = form.steps[requested](view)
    outcome = await answer if inspect.isawaitable(answer) else answer
    if outcome is not None:
        return outcome
    if (between := control.after(view)) is not None:
        return _again(form, requested, between)
    if view.kind == "text" and view.text.rstrip().endswith("?"):
        return control.unclear(view)
    if requested in form.misses:
        return form.misses[requested](view)
    return _again(form, requested, Outcome(miss=True))


def _standing_offer(form: Form, view: View, requested: str) -> Outcome | None:
    """Something was offered instead of the question: going on after a pause, stopping for sure, the menu, the other form."""
    offered = (view.slots.get("ask") or {}).get("variant")
    if view.choice == "continue":
        return Outcome({"paused": None})
    if view.choice == "erase":
        return Outcome(end=True).say(form.cancelled)
    if view.choice in ("over_person", "over_report"):
        return moves.over(form, view, "referral_form" if view.choice == "over_person" else "report_form")
    if view.slots.get("paused"):
        return _after_pause(form, view)
    said = yes_or_no(view.text, view.language, view.intent) if view.kind == "text" else None
    if offered in ("resume_report", "stop_sure", "switch_to_person", "switch_to_report", *WAITING) and said is not None:
        stays = said if offered in ("resume_report", *WAITING) else not said
        if stays:
            return Outcome()
        if offered.startswith("switch_to_"):
            return moves.over(form, view, "referral_form" if offered == "switch_to_person" else "report_form")
        return Outcome(end=True).say(form.cancelled) if offered in ("stop_sure", "resume_report") else Outcome(variant="stop_sure")
    if offered in WAITING and view.kind == "text" and control.before(form, view, requested) is None:
        # after the menu, words are a question and no answer to what was asked before it
        if (between := control.after(view)) is None:
            return control.unclear(view)
        between.variant = "report_waits"
        return between
    return None


def _after_pause(form: Form, view: View) -> Outcome:
    """The half-finished report is offered; nothing of this message is taken as an answer to a question of yesterday."""
    if view.intent in ("cancel", "delete_my_data") and view.is_order:
        outcome = moves.stop(form, view) if view.intent == "cancel" else Outcome(end=True).say("utter_delete_my_data")
        outcome.slots["paused"] = None
        return outcome
    outcome = control.after(view) or Outcome()
    outcome.slots["paused"] = None
    outcome.variant = "resume_report"
    return outcome


def _again(form: Form, requested: str, outcome: Outcome) -> Outcome:
    if outcome.variant is None and not outcome.end:
        outcome.variant = form.again.get(requested)
    return outcome


async def _prepare_next(form: Form, view: View, outcome: Outcome) -> None:
    slots: dict[str, Any] = {**view.slots, **outcome.slots}
    for name, value in form.known(slots).items():
        outcome.slots[name] = slots[name] = value
    waiting = next((name for name in form.steps if slots.get(name) is None), None)
    if waiting == "place" and outcome.variant is None and (known := knowledge.by_code(str(slots.get("municipality") or ""))):
        place.offer(outcome, known)  # from a location shared before: asked about, not taken
    if waiting == "abuse_kind" and outcome.variant is None and slots.get("abuse_guess"):
        outcome.variant = "abuse_guess"
    if waiting == "confirm" and not (slots.get("case_nonce") and slots.get("desk_name")):
        ready = await confirm.before_summary(form.kind, slots)
        outcome.slots |= ready.slots
        outcome.says += ready.says
