"""What was missing in an answer: one question, a button or a sentence. Counting and scrubbing are the bot's (bot/tally)."""

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms.outcome import Outcome
from actions.view import View

REASONS = ("other_question", "too_hard", "too_little", "not_right")
LONGEST = 500  # letters
SURE_QUESTION = 0.6


def begin(view: View) -> Outcome:
    """Which answer is meant: that of the button, else the last one. Without any there is nothing to ask about."""
    named = view.entities.get("value") or str(view.slots.get("topic") or "")
    if not knowledge.is_topic(named):
        return Outcome(end=True).say("utter_feedback_negative")
    return Outcome({"feedback_topic": named})


def missing(view: View) -> Outcome | None:
    """Words about another topic are kept as what was missing and answered as well: they may be the next question."""
    topic = str(view.slots.get("feedback_topic") or "")
    if view.choice in REASONS:
        return _noted(topic, str(view.choice))
    if view.kind != "text":
        return None
    if yes_or_no(view.text, view.language, view.intent) is False and len(view.text.split()) <= 2:
        return Outcome(end=True).say("utter_deny")
    outcome = _noted(topic, view.text.strip()[:LONGEST])
    if knowledge.is_topic(view.intent) and view.intent != topic and view.confidence >= SURE_QUESTION:
        outcome.slots["topic"] = view.intent
        outcome.says = [(f"utter_{view.intent}", {"leaving": True})]
    return outcome


def _noted(topic: str, words: str) -> Outcome:
    return Outcome({"feedback": {"topic": topic, "missing": words}}, end=True).say("utter_feedback_noted")
