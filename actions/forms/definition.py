"""The four forms as a table: which questions, in which order, and what to say when an answer is not understood."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from actions.forms import case_steps, confirm, place, steps
from actions.forms.outcome import Outcome
from actions.view import View

Answer = Outcome | None | Awaitable[Outcome | None]
Step = Callable[[View], Answer]


@dataclass(frozen=True)
class Form:
    """`again`: the shorter wording of a question that is put a second time (slot → response)."""

    steps: dict[str, Step]
    cancelled: str
    kind: str = ""
    again: dict[str, str] = field(default_factory=dict)
    misses: dict[str, Callable[[View], Outcome]] = field(default_factory=dict)
    wipes: tuple[str, ...] = ()


_CASE_SLOTS = (
    "report_text", "place", "municipality", "municipality_name", "place_tries", "desk_kind", "desk_name", "may_contact", "confirm",
    "case_nonce", "paused", "changing",
)  # fmt: skip
_AGAIN = {"report_text": "ask_report_text", "may_contact": "contact_again", "confirm": "confirm_again"}
_COMMON: dict[str, Step] = {"place": place.place, "may_contact": steps.may_contact}

FORMS: dict[str, Form] = {
    "report_form": Form(
        {"report_text": steps.report_text, **_COMMON, "confirm": partial(confirm.confirm, "report")},
        "utter_cancelled_report", "report", _AGAIN, {"place": place.again}, _CASE_SLOTS,
    ),
    "referral_form": Form(
        {"desk_kind": steps.desk_kind, "report_text": steps.referral_text, **_COMMON, "confirm": partial(confirm.confirm, "referral")},
        "utter_cancelled_referral", "referral", {k: v for k, v in _AGAIN.items() if k != "report_text"},
        {"place": place.again}, _CASE_SLOTS,
    ),
    "add_form": Form({"case_code": case_steps.case_code, "case_text": case_steps.case_text}, "utter_deny", wipes=("case_text",)),
    "withdraw_form": Form(
        {"case_code": case_steps.case_code, "withdraw_confirm": case_steps.withdraw_confirm}, "utter_case_kept", wipes=("withdraw_confirm",)
    ),
}  # fmt: skip
