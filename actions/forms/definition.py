"""The forms as a table: which questions, in which order, and what to say when an answer is not understood."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from actions.forms import case_steps, confirm, feedback, place, steps, story
from actions.forms.outcome import Outcome
from actions.view import View

Answer = Outcome | None | Awaitable[Outcome | None]
Step = Callable[[View], Answer]


@dataclass(frozen=True)
class Form:
    """`again`: the shorter wording of a question that is put a second time (slot → response). `skipped`: what a skipped question holds.

    `carried`: what goes along into the other form when somebody would rather make a report, or rather talk to a person.
    """

    steps: dict[str, Step]
    cancelled: str
    kind: str = ""
    again: dict[str, str] = field(default_factory=dict)
    misses: dict[str, Callable[[View], Outcome]] = field(default_factory=dict)
    wipes: tuple[str, ...] = ()
    skipped: dict[str, Callable[[], Outcome]] = field(default_factory=dict)
    carried: tuple[str, ...] = ()

    def known(self, slots: dict[str, Any]) -> dict[str, Any]:
        """Answers that need no question: a web chat has no address to write to, and who wants no contact has no hours."""
        found: dict[str, Any] = {}
        if "may_contact" in self.steps and slots.get("may_contact") is None and slots.get("channel") == "web":
            found["may_contact"] = False
        if "reach" in self.steps and slots.get("reach") is None and {**slots, **found}.get("may_contact") is False:
            found["reach"] = ""
        return found


CASE_SLOTS = (
    "report_text", "told", "abuse_kind", "abuse_guess", "place", "municipality", "municipality_name", "place_tries", "happened_when",
    "about_whom", "how_many", "desk_kind", "desk_name", "desk_national", "may_contact", "reach", "confirm", "case_nonce", "paused",
    "changing", "misses",
)  # fmt: skip
_PLACE = ("place", "municipality", "municipality_name")
_AGAIN = {"may_contact": "contact_again", "confirm": "confirm_again"}
_WHEN, _MANY, _REACH = ("ongoing", "stopped"), ("only_me", "few", "many"), ("any_time", "daytime", "evening")


def _empty(slot: str) -> tuple[str, Callable[[], Outcome]]:
    return slot, lambda: Outcome({slot: ""})


_NO_CONTACT = ("may_contact", lambda: Outcome({"may_contact": False}))  # who does not choose is not written to

FORMS: dict[str, Form] = {
    "report_form": Form(
        {
            "report_text": story.report_text,
            "told": story.told,
            "abuse_kind": steps.abuse_kind,
            "place": place.place,
            "happened_when": partial(steps.note, "happened_when", _WHEN),
            "about_whom": partial(steps.note, "about_whom", ()),
            "how_many": partial(steps.note, "how_many", _MANY),
            "may_contact": steps.may_contact,
            "confirm": partial(confirm.confirm, "report"),
        },
        "utter_cancelled_report",
        "report",
        {"report_text": "ask_report_text", **_AGAIN},
        {"place": place.again},
        CASE_SLOTS,
        dict([_empty("happened_when"), _empty("about_whom"), _empty("how_many"), ("place", place.no_place), _NO_CONTACT,
              ("told", lambda: Outcome({"told": True})), ("abuse_kind", lambda: Outcome({"abuse_kind": "other"}))]),
        ("report_text", *_PLACE),
    ),
    "referral_form": Form(
        {
            "desk_kind": steps.desk_kind,
            "report_text": story.referral_text,
            "place": place.place,
            "may_contact": steps.may_contact,
            "reach": partial(steps.note, "reach", _REACH),
            "confirm": partial(confirm.confirm, "referral"),
        },
        "utter_cancelled_referral",
        "referral",
        _AGAIN,
        {"place": place.again},
        CASE_SLOTS,
        dict([_empty("report_text"), _empty("reach"), ("place", place.no_place), _NO_CONTACT,
              ("desk_kind", lambda: Outcome({"desk_kind": steps.OTHER_KIND}))]),
        ("report_text", *_PLACE),
    ),
    "feedback_form": Form(
        {"missing": feedback.missing},
        "utter_deny",
        wipes=("missing", "feedback_topic", "misses"),
        skipped={"missing": lambda: Outcome(end=True).say("utter_deny")},
    ),
    "add_form": Form(
        {"case_code": case_steps.case_code, "case_text": case_steps.case_text},
        "utter_deny",
        wipes=("case_text", "misses"),
        skipped={"case_text": lambda: Outcome(end=True).say("utter_deny")},
    ),
    "withdraw_form": Form(
        {"case_code": partial(case_steps.case_code, withdrawing=True), "withdraw_confirm": case_steps.withdraw_confirm},
        "utter_case_kept",
        wipes=("withdraw_confirm", "misses"),
        skipped={"withdraw_confirm": lambda: Outcome(end=True).say("utter_case_kept")},
    ),
}  # fmt: skip
