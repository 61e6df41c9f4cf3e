"""The actions that Rasa may call, each a name and a line or two around the modules that do the work."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import cases, locate
from actions.forms.definition import FORMS
from actions.forms.flow import advance
from actions.forms.outcome import Outcome
from actions.guard import Events, never_raises
from actions.view import View


def _slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def _speak(outcome: Outcome, dispatcher: CollectingDispatcher) -> Events:
    for response, given in outcome.says:
        dispatcher.utter_message(response=response, **given)
    return [_slot(name, value) for name, value in outcome.slots.items()]


class _Validate(Action):
    """Base of the form validations; `form` is the form's name."""

    form = ""

    def name(self) -> str:
        return f"validate_{self.form}"

    @never_raises
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        form = FORMS[self.form]
        outcome = await advance(form, View.of(tracker), self.form)
        if outcome.end:
            # wiped first, so that what the ending itself sets stays
            outcome.slots = {**{name: None for name in form.wipes if name not in outcome.keep}, **outcome.slots}
        events = [_slot("ask", outcome.ask), *_speak(outcome, dispatcher)]
        if outcome.end:
            events.append(_slot("requested_slot", None))
        if outcome.next_form:
            events.append({"event": "followup", "timestamp": None, "name": outcome.next_form})
        return events


class ValidateReport(_Validate):
    form = "report_form"


class ValidateReferral(_Validate):
    form = "referral_form"


class ValidateAdd(_Validate):
    form = "add_form"


class ValidateWithdraw(_Validate):
    form = "withdraw_form"


class ValidateFeedback(_Validate):
    form = "feedback_form"


class CaseStatus(Action):
    def name(self) -> str:
        return "action_case_status"

    @never_raises
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        return _speak(await cases.status(View.of(tracker)), dispatcher)


class FindDesk(Action):
    """A location outside a form: says which municipality it is and keeps only that."""

    def name(self) -> str:
        return "action_find_desk"

    @never_raises
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        return _speak(await locate.here(View.of(tracker)), dispatcher)


ACTIONS: tuple[type[Action], ...] = (
    ValidateReport, ValidateReferral, ValidateAdd, ValidateWithdraw, ValidateFeedback, CaseStatus, FindDesk,
)  # fmt: skip
