"""Adding to a case and withdrawing one hold nobody: whatever else is clearly wanted is done at once, and the form is over."""

from actions import cases, knowledge
from actions.forms import case_steps
from actions.forms.outcome import Outcome
from actions.view import View

STARTS = {
    "talk_to_desk": "referral_form", "report_abuse": "report_form", "add_to_case": "add_form", "withdraw_case": "withdraw_form",
}  # fmt: skip
SAYS = {
    "show_menu": "utter_show_menu", "group": "utter_group", "privacy": "utter_privacy", "delete_my_data": "utter_delete_my_data",
    "who_are_you": "utter_who_are_you", "goodbye": "utter_goodbye", "share_service": "utter_share_service", "opt_out": "utter_opt_out",
    "feedback_positive": "utter_feedback_positive", "feedback_negative": "utter_feedback_negative",
}  # fmt: skip
SURE_QUESTION = 0.6
OWN_WORDS = ("case_text", "missing")  # whatever they seem to mean, they are what somebody wants to tell


async def instead(view: View, form_name: str, requested: str) -> Outcome | None:
    """The outcome of another wish, or None when the message belongs to this form. While a message to the desk is being written,
    only a button or a very short, clear order is another wish."""
    topic = knowledge.is_topic(view.intent) and view.intent not in STARTS
    if requested == "case_code" and case_steps.lost(view) and not (topic and view.confidence >= SURE_QUESTION):
        return Outcome(end=True).say("utter_case_code_lost")
    clear = view.is_order if requested in OWN_WORDS else view.is_wish or view.confidence >= SURE_QUESTION
    if not clear or view.kind == "code":
        return None
    if view.choice == "to_person":
        return Outcome(end=True, next_form="referral_form")
    started = STARTS.get(view.intent)
    if started and started != form_name:
        return Outcome(end=True, next_form=started)
    if view.intent == "case_status":
        outcome = await cases.status(view)
        outcome.end = True
        return outcome
    if view.intent in SAYS:
        return Outcome(end=True).say(SAYS[view.intent])
    if topic and not (requested in OWN_WORDS and view.kind == "text" and not view.asks(SURE_QUESTION)):
        return Outcome({"topic": view.intent}, end=True).say(f"utter_{view.intent}", leaving=True)
    return None
