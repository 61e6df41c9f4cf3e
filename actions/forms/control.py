"""What may come in the middle of a form and is no answer: stop, menu, another language, a photo, a question, a wish for something else."""

from actions import cases, knowledge
from actions.forms import moves
from actions.forms.definition import Form
from actions.forms.orders import order
from actions.forms.outcome import Outcome
from actions.view import View

# Said at once; the question of the form follows.
SMALL_TALK = {
    "greet": "", "thanks": "", "who_are_you": "utter_who_are_you", "privacy": "utter_privacy", "goodbye": "",
    "share_service": "utter_share_service", "change_language": "utter_change_language",
    "unsupported_language": "utter_unsupported_language",
    "media_received": "utter_media_received", "sticker_received": "utter_sticker_received", "contact_received": "utter_contact_received",
    "feedback_positive": "utter_feedback_positive", "feedback_negative": "utter_feedback_negative", "opt_out": "utter_opt_out",
    "repeat": "", "empty_message": "", "report_abuse": "", "talk_to_desk": "", "case_status": "utter_ask_case_code",
}  # fmt: skip
LANGUAGE = ("change_language", "unsupported_language")
UNREADABLE = ("media_received", "sticker_received", "contact_received", "empty_message")  # two in a row: a person is offered
OTHER_FORM = {"talk_to_desk": "referral_form", "report_abuse": "report_form"}
LATER = ("add_to_case", "withdraw_case")  # cannot be done before this form is finished or left, and that is said
SURE_QUESTION = 0.6
NEAR = 0.05  # as in "do you mean …?" (bot/nlg/special.py)
OWN_WORDS = ("report_text", "told")  # where a long text is the story, whatever it seems to mean


def before(form: Form, view: View, requested: str) -> Outcome | None:
    """Orders that go before any answer. None: let the step look at it."""
    ordered = view.is_order
    if view.intent == "delete_my_data" and _meant(view, requested):
        return Outcome(end=True).say("utter_delete_my_data")
    if (moved := moves.move(form, view, requested)) is not None:
        return moved
    if (view.kind == "text" and order(view.text) == "stop") or (view.intent == "cancel" and ordered):
        return moves.stop(form, view)
    if view.intent == "show_menu" and ordered:
        return Outcome({"paused": None}, variant="menu_in_form")
    if view.intent in LANGUAGE and ordered and not (view.kind == "text" and requested == "reach"):
        outcome = Outcome().say(SMALL_TALK[view.intent])
        outcome.variant = None if "asked_language" in view.entities else "report_waits"  # its buttons are the languages
        return outcome
    target = OTHER_FORM.get(view.intent)
    if target and _meant(view, requested) and (view.kind == "choice" or target != f"{form.kind}_form"):
        return moves.switch(form, view, target, requested)
    if view.intent in LATER and _meant(view, requested):
        return Outcome().say("utter_finish_first")
    if view.choice == "to_person":
        return moves.switch(form, view, "referral_form", requested)
    if view.kind == "choice" and view.intent != "choose":
        return Outcome(variant="report_waits").say("utter_group") if view.intent == "group" else after(view)
    return None


def _meant(view: View, requested: str) -> bool:
    """In the story itself only a button or a very short text is a wish: "I want to report that I was beaten" is the story."""
    return view.is_order if requested in OWN_WORDS else view.is_wish


def unclear(view: View) -> Outcome:
    """Words that are neither an answer nor a clear question: "do you mean …?" where something is near, else the menu of the form."""
    if any(knowledge.is_topic(name) and share >= NEAR for name, share in view.ranking):
        return Outcome(variant="report_waits", miss=True).say("utter_ask_rephrase")
    return Outcome(variant="menu_in_form", miss=True)


async def code_in_between(view: View) -> Outcome | None:
    """A case code is answered at once, whatever is going on."""
    if view.kind == "code" and view.intent == "case_status":
        return await cases.status(view)
    return None


def after(view: View) -> Outcome | None:
    """The step did not take it as an answer: small talk or a question in between."""
    if view.text.rstrip().endswith("?") and "report_abuse" in (view.intent, view.nearest):
        return Outcome().say("utter_report_anonymity")  # "will they know that I report this?"
    if knowledge.is_topic(view.intent) and view.intent not in SMALL_TALK and (view.kind == "choice" or _asked(view)):
        return Outcome({"topic": view.intent}).say(f"utter_{view.intent}")
    if view.intent in SMALL_TALK and (view.is_order or view.confidence >= SURE_QUESTION):
        said = SMALL_TALK[view.intent]
        missed = view.intent in UNREADABLE
        # below "privacy" stands a button of its own ("more"), and not those of the question as well
        outcome = Outcome(variant="report_waits" if view.intent == "privacy" else None, miss=missed)
        return outcome.say(said) if said else outcome
    return None


def _asked(view: View) -> bool:
    """A question mark is half of the proof."""
    return view.confidence >= SURE_QUESTION or view.asks(SURE_QUESTION / 2)
