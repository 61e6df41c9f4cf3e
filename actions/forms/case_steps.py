"""The steps of adding to a case and of withdrawing one: the code first, then what is to be done."""

from typing import Any

from actions import cases, referral_client
from actions.answers import yes_or_no
from actions.errors import NotPossible, ReferralDown, ReferralError, UnknownCode
from actions.forms.orders import order
from actions.forms.outcome import Outcome
from actions.view import View

NOT_SENT = "case_not_added"


async def case_code(view: View, *, withdrawing: bool = False) -> Outcome | None:
    """Looks the case up, so that a wrong code is noticed before anybody writes a long message."""
    code = view.entities.get("case_code")
    if code:
        return await known(code, view, withdrawing=withdrawing)
    if lost(view):
        return Outcome(end=True).say("utter_case_code_lost")
    if view.kind in ("text", "code") and any(c.isdigit() for c in view.text):
        return Outcome(variant="case_code_wrong_form", miss=True)
    return None


def lost(view: View) -> bool:
    """They have no code: the button, words that say so (content/case_codes.py knows them), "skip", or "no"."""
    if view.entities.get("value") in ("no_code", "skip"):
        return True
    return view.kind == "text" and (order(view.text) == "skip" or yes_or_no(view.text, view.language) is False)


async def known(code: str, view: View, *, withdrawing: bool = False) -> Outcome:
    """A code that nobody knows is asked once more; a finished case cannot be withdrawn, and that is said before anything is asked."""
    try:
        case = await referral_client.client().lookup(code, cases.origin(view))
    except UnknownCode:
        return Outcome({"case_code": None}, variant="case_unknown", miss=True)
    except ReferralError as error:
        return _over(cases.excuse(error))
    if withdrawing and case.get("status") == cases.CLOSED:
        return Outcome({"case_code": code}, end=True).say("utter_withdraw_closed")
    return Outcome({"case_code": code, "case_reference": case.get("case")})


async def case_text(view: View) -> Outcome | None:
    """The words go to the desk at once. When the connection breaks they are kept (sealed) and can be sent again with a button."""
    asked: dict[str, Any] = view.slots.get("ask") or {}
    kept = str(asked.get("kept_words") or "") if asked.get("variant") == NOT_SENT else ""
    again = kept and (view.choice == "again" or (view.kind == "text" and yes_or_no(view.text, view.language) is True))
    if kept and view.kind == "text" and yes_or_no(view.text, view.language) is False:
        return Outcome(end=True).say("utter_deny")
    if not again and (view.kind != "text" or not view.text.strip()):
        return None
    words = kept if again else view.text.strip()
    try:
        await referral_client.client().add(str(view.slots["case_code"]), cases.origin(view), words, view.language)
    except ReferralDown:
        return Outcome(variant=NOT_SENT, given={"kept_words": words})
    except NotPossible:
        return Outcome(end=True).say("utter_case_full")
    except ReferralError as error:
        return _over(cases.excuse(error))
    return Outcome(end=True).say("utter_case_added")


async def withdraw_confirm(view: View) -> Outcome | None:
    """Only a clear yes withdraws."""
    sure = {"withdraw": True, "keep": False}.get(view.choice or "")
    if sure is None and view.kind == "text":
        sure = yes_or_no(view.text, view.language, "deny" if view.intent == "deny" else "")
    if sure is None:
        return None
    if not sure:
        return Outcome(end=True).say("utter_case_kept")
    code = str(view.slots["case_code"])
    try:
        await referral_client.client().withdraw(code, cases.origin(view))
    except NotPossible:
        return await _why_not(code, view)
    except ReferralError as error:
        return _over(cases.excuse(error))
    return Outcome({"case_code": None}, end=True).say("utter_case_withdrawn")


async def _why_not(code: str, view: View) -> Outcome:
    """Refused: finished in the meantime, or kept by the desk."""
    try:
        case = await referral_client.client().lookup(code, cases.origin(view))
    except ReferralError as error:
        return _over(cases.excuse(error))
    return Outcome(end=True).say("utter_withdraw_closed" if case.get("status") == cases.CLOSED else "utter_withdraw_held")


def _over(outcome: Outcome) -> Outcome:
    outcome.end = True
    return outcome
