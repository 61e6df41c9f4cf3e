"""The last step of a report and a referral: send, change one thing, or not."""

import secrets
from typing import Any

from actions import filing, knowledge, referral_client, routing
from actions.answers import yes_or_no
from actions.errors import ReferralError
from actions.forms.orders import line_to_change
from actions.forms.outcome import Outcome
from actions.view import SURE, View

_DESK: dict[str, Any] = {"desk_name": None, "desk_national": None}
_PLACE: dict[str, Any] = {"place": None, "municipality": None, "municipality_name": None, "place_tries": None, **_DESK}
CHANGES: dict[str, dict[str, Any]] = {
    "change_text": {"report_text": None, "told": None},
    "change_kind": {"abuse_kind": None, "abuse_guess": None, **_DESK},
    "change_place": _PLACE,
    "change_when": {"happened_when": None},
    "change_whom": {"about_whom": None},
    "change_many": {"how_many": None},
    "change_contact": {"may_contact": None, "reach": None},
    "change_reach": {"reach": None},
    "change_desk": {"desk_kind": None, **_DESK},
}
# Whose desk can do what with a report that has no name.
NAMELESS = {"work_rights": "work", "housing": "housing", "registration": "registration", "exploitation": "exploitation"}


async def confirm(kind: str, view: View) -> Outcome | None:
    wanted = view.choice
    if view.kind == "text" and (line := line_to_change(view.text)) is not None:
        wanted = knowledge.changes(kind).get(line)
        if wanted is None:
            return Outcome(variant=f"change_{kind}")
    if wanted in CHANGES:
        return Outcome(dict(CHANGES[wanted]))
    guessed = view.intent if view.confidence >= SURE else ""
    said = yes_or_no(view.text, view.language, guessed) if view.kind == "text" else None
    if wanted == "send" or said is True:
        return await filing.file(kind, view)
    if wanted == "change" or said is False:
        return Outcome(variant=f"change_{kind}")
    return None


async def before_summary(kind: str, slots: dict[str, Any]) -> Outcome:
    """What the summary needs: the nonce of the case (made once) and the desk; and, the first time, what a report without a name can do."""
    outcome = Outcome({"case_nonce": slots.get("case_nonce") or secrets.token_hex(16)})
    desk_kind = routing.desk_kind_of(slots)
    national = not slots.get("municipality")
    try:
        desk = await referral_client.client().desk(kind, desk_kind, slots.get("municipality"))
        national = bool(desk.get("national"))
        outcome.slots |= {"desk_name": desk.get("desk"), "desk_national": national}
    except ReferralError:
        outcome.slots |= {"desk_name": None, "desk_national": None}
    if kind == "report" and not slots.get("case_nonce"):
        outcome.say(f"utter_nameless_{'national' if national else NAMELESS.get(desk_kind, 'work')}")
        outcome.say(f"utter_seen_{slots.get('channel') if slots.get('channel') in ('whatsapp', 'sms') else 'web'}")
    return outcome
