"""What happened, in the worker's own words: several messages until "done"."""

from actions.answers import yes_or_no
from actions.forms import abuse
from actions.forms.orders import order
from actions.forms.outcome import Outcome
from actions.view import View

SHORTEST_REPORT = 8  # characters; "help" or "boss" is not yet a report
LONGEST_REPORT = 15_000  # characters over all messages; the desk's limit is 20,000
QUESTION = 0.8


def report_text(view: View) -> Outcome | None:
    """Own words, as they are. A button, a photo or a code is no report; neither is a question with a clear topic and a question mark."""
    if view.kind != "text" or view.asks(QUESTION):
        return None
    text = view.text.strip()
    if len(text) < SHORTEST_REPORT:
        return Outcome(variant="report_text_too_short", miss=True)
    return Outcome({"report_text": text, **_guessed(view)})


def told(view: View) -> Outcome | None:
    """More words are added to those before, until "done" or "no, nothing more"."""
    if view.choice == "done" or (view.kind == "text" and (order(view.text) == "done" or _nothing_more(view))):
        return Outcome({"told": True})
    if view.kind != "text" or view.asks(QUESTION):
        return None
    so_far = str(view.slots.get("report_text") or "")
    if len(view.text.split()) == 1 and yes_or_no(view.text, view.language):
        return Outcome(variant="ask_report_text")
    text = f"{so_far}\n{view.text.strip()}"[:LONGEST_REPORT]
    outcome = Outcome({"report_text": text} | ({} if view.slots.get("abuse_guess") else _guessed(view)))
    if len(text) == LONGEST_REPORT:
        outcome.slots["told"] = True
    return outcome


def referral_text(view: View) -> Outcome | None:
    if view.kind == "text" and yes_or_no(view.text, view.language, view.intent) is False:
        return Outcome({"report_text": ""})
    return report_text(view)


def _guessed(view: View) -> dict[str, str]:
    kind = abuse.guess(view)
    return {"abuse_guess": kind} if kind else {}


def _nothing_more(view: View) -> bool:
    """ "No" or "no, that is all"; "no, and he also hit me" is more of the story."""
    _, _, rest = view.text.strip().partition(" ")
    return yes_or_no(view.text, view.language) is False and (not rest or order(rest) == "done")
