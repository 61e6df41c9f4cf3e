"""Looking up a case with its code and saying in plain words how it stands."""

from typing import Any

from actions import referral_client
from actions.codes import origin_of
from actions.errors import ReferralError, TooManyTries, UnknownCode
from actions.forms.outcome import Outcome
from actions.settings import settings
from actions.view import View

LAST_MESSAGES = 3
STATUSES = ("new", "in_progress", "waiting", "handed_over", "closed")
CLOSED = "closed"


def origin(view: View) -> str:
    return origin_of(view.conversation, settings().code_key)


async def status(view: View) -> Outcome:
    """Status and the last messages, or why they cannot be shown. Without a code, now or in the last hour, the code is asked."""
    if view.entities.get("value") == "no_code":
        return Outcome().say("utter_case_code_lost")
    code = view.entities.get("case_code") or view.slots.get("case_code")
    if not code:
        return Outcome().say("utter_ask_case_code")
    try:
        case = await referral_client.client().lookup(str(code), origin(view))
    except ReferralError as error:
        return excuse(error)
    return told(case, Outcome({"case_code": code, "case_reference": case.get("case")}))


def told(case: dict[str, Any], outcome: Outcome) -> Outcome:
    """How it stands, whether the desk keeps its own time, and the last messages. The buttons follow from what can be done now."""
    state = case.get("status") if case.get("status") in STATUSES else "in_progress"
    messages: list[dict[str, Any]] = case.get("messages") or []
    last = messages[-1].get("from") if messages else None
    name = "utter_case_status_closed" if state == CLOSED else "utter_case_status_answer" if last == "desk" else "utter_case_status"
    filed = f"date:{case.get('filed_at', '')}"
    outcome.say(name, case=case.get("case", ""), desk=case.get("desk", ""), filed_on=filed, status=f"phrase:status_{state}")
    if case.get("answer_by") and state != CLOSED:
        outcome.say("utter_case_late" if case.get("late") else "utter_case_answer_by", date=f"date:{case['answer_by']}")
    for message in messages[-LAST_MESSAGES:]:
        who = "desk" if message.get("from") == "desk" else "you"
        outcome.say(f"utter_case_message_{who}", at=f"date:{message.get('at', '')}", words=message.get("text", ""))
    if not any(message.get("from") == "desk" for message in messages) and state != CLOSED:
        outcome.say("utter_case_no_messages")
    return outcome


def excuse(error: ReferralError) -> Outcome:
    """Each reason has its own words."""
    if isinstance(error, TooManyTries):
        return Outcome().say("utter_case_too_many_tries", minutes=str(max(1, -(-error.retry_after // 60))))
    if isinstance(error, UnknownCode):
        return Outcome({"case_code": None}).say("utter_case_unknown")
    return Outcome().say("utter_case_service_down")
