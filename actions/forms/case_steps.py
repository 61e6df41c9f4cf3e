"""The steps of adding to a case and of withdrawing one: the code first, then what is to be done."""

from actions import cases, referral_client
from actions.answers import yes_or_no
from actions.errors import ReferralError
from actions.forms.outcome import Outcome
from actions.view import View


async def case_code(view: View) -> Outcome | None:
    """Looks the case up, so that a wrong code is noticed before anybody writes a long message."""
    code = view.entities.get("case_code")
    if not code:
        return Outcome(variant="case_code_wrong_form") if view.kind in ("text", "code") and any(c.isdigit() for c in view.text) else None
    return await known(code, view)


async def known(code: str, view: View) -> Outcome:
    try:
        case = await referral_client.client().lookup(code, cases.origin(view))
    except ReferralError as error:
        outcome = cases.excuse(error)
        outcome.end = True
        return outcome
    return Outcome({"case_code": code, "case_reference": case.get("case")})


async def case_text(view: View) -> Outcome | None:
    if view.kind != "text" or not view.text.strip():
        return None
    try:
        code = str(view.slots["case_code"])
        await referral_client.client().add(code, cases.origin(view), view.text.strip(), view.language)
    except ReferralError as error:
        outcome = cases.excuse(error)
        outcome.end = True
        return outcome
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
    try:
        await referral_client.client().withdraw(str(view.slots["case_code"]), cases.origin(view))
    except ReferralError as error:
        outcome = cases.excuse(error)
        outcome.end = True
        return outcome
    return Outcome({"case_code": None}, end=True).say("utter_case_withdrawn")
