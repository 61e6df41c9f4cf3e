"""What may come in the middle of a form and is no answer: stop, menu, another language, a photo, a question."""

from actions import cases, knowledge
from actions.forms.outcome import Outcome
from actions.view import View

# Said at once; the question of the form follows.
SMALL_TALK = {
    "greet": "", "thanks": "", "who_are_you": "utter_who_are_you", "privacy": "utter_privacy", "goodbye": "",
    "share_service": "utter_share_service", "change_language": "utter_change_language",
    "unsupported_language": "utter_unsupported_language",
    "media_received": "utter_media_received", "sticker_received": "utter_sticker_received", "contact_received": "utter_contact_received",
    "feedback_positive": "utter_feedback_positive", "feedback_negative": "utter_feedback_negative", "opt_out": "utter_opt_out",
    "repeat": "", "empty_message": "", "report_abuse": "", "talk_to_desk": "", "add_to_case": "", "withdraw_case": "",
}  # fmt: skip
LANGUAGE = ("change_language", "unsupported_language")
LEAVING = ("cancel", "delete_my_data")
SURE_QUESTION = 0.6


def before(view: View, cancelled: str) -> Outcome | None:
    """Orders that go before any answer. None: let the step look at it."""
    if view.intent in LEAVING and view.is_order:
        said = "utter_delete_my_data" if view.intent == "delete_my_data" else cancelled
        return Outcome(end=True).say(said)
    if view.intent == "show_menu" and view.is_order:
        return Outcome({"paused": None}, variant="resume_report")
    if view.intent in LANGUAGE and view.is_order:
        return Outcome().say(SMALL_TALK[view.intent])
    if view.kind == "choice" and view.intent != "choose":
        return Outcome().say(f"utter_{view.intent}") if view.intent == "group" else after(view)
    return None


async def code_in_between(view: View) -> Outcome | None:
    """A case code is answered at once, whatever is going on."""
    if view.kind == "code" and view.intent == "case_status":
        return await cases.status(view)
    return None


def after(view: View) -> Outcome | None:
    """The step did not take it as an answer: small talk or a question in between."""
    if knowledge.is_topic(view.intent) and view.intent not in SMALL_TALK and (view.kind == "choice" or view.confidence >= SURE_QUESTION):
        return Outcome({"topic": view.intent}).say(f"utter_{view.intent}")
    if view.intent in SMALL_TALK and (view.is_order or view.confidence >= SURE_QUESTION):
        said = SMALL_TALK[view.intent]
        return Outcome().say(said) if said else Outcome()
    return None
