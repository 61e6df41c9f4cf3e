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


def origin(view: View) -> str:
    return origin_of(view.conversation, settings().code_key)


async def status(view: View) -> Outcome:
    """Status and the last messages, or why they cannot be shown. Without a code the code is asked."""
    code = view.entities.get("case_code")
    if not code:
        return Outcome().say("utter_ask_case_code")
    try:
        case = await referral_client.client().lookup(code, origin(view))
    except ReferralError as error:
        return excuse(error)
    outcome = Outcome({"case_code": code, "case_reference": case.get("case")})
    state = case.get("status") if case.get("status") in STATUSES else "in_progress"
    filed = str(case.get("filed_at", ""))
    outcome.say(
        "utter_case_status", case=case.get("case", ""), desk=case.get("desk", ""), filed_on=f"date:{filed}", status=f"phrase:status_{state}"
    )
    messages: list[dict[str, Any]] = case.get("messages") or []
    for message in messages[-LAST_MESSAGES:]:
        who = "desk" if message.get("from") == "desk" else "you"
        outcome.say(f"utter_case_message_{who}", at=f"date:{message.get('at', '')}", words=message.get("text", ""))
    if not messages:
        outcome.say("utter_case_no_messages")
    return outcome


def excuse(error: ReferralError) -> Outcome:
    """Each reason has its own words."""
    if isinstance(error, TooManyTries):
        return Outcome().say("utter_case_too_many_tries", minutes=str(max(1, -(-error.retry_after // 60))))
    if isinstance(error, UnknownCode):
        return Outcome({"case_code": None}).say("utter_case_unknown")
    return Outcome().say("utter_case_service_down")
