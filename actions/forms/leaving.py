"""Adding to a case and withdrawing one hold nobody: whatever else is clearly wanted is done at once, and the form is over."""

from actions import knowledge
from actions.forms.outcome import Outcome
from actions.view import View

STARTS = {
    "talk_to_desk": "referral_form", "report_abuse": "report_form", "add_to_case": "add_form", "withdraw_case": "withdraw_form",
}  # fmt: skip
SAYS = {
    "show_menu": "utter_show_menu", "group": "utter_group", "case_status": "utter_ask_case_code", "privacy": "utter_privacy",
    "who_are_you": "utter_who_are_you", "goodbye": "utter_goodbye", "share_service": "utter_share_service", "opt_out": "utter_opt_out",
    "feedback_positive": "utter_feedback_positive", "feedback_negative": "utter_feedback_negative",
}  # fmt: skip
SURE_QUESTION = 0.6


def instead(view: View, form_name: str, requested: str) -> Outcome | None:
    """The outcome of another wish, or None when the message belongs to this form. While a message to the desk is being written,
    only a button or a very short, clear order is another wish."""
    clear = view.is_order if requested == "case_text" else view.is_wish or view.confidence >= SURE_QUESTION
    if not clear or view.kind == "code":
        return None
    if view.choice == "to_person":
        return Outcome(end=True, next_form="referral_form")
    started = STARTS.get(view.intent)
    if started and started != form_name:
        return Outcome(end=True, next_form=started)
    if view.intent in SAYS:
        return Outcome(end=True).say(SAYS[view.intent])
    if knowledge.is_topic(view.intent) and not started:
        return Outcome({"topic": view.intent}, end=True).say(f"utter_{view.intent}", leaving=True)
    return None
