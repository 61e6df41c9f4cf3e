"""The last step of a report and a referral: send, change one thing, or not."""

import secrets
from typing import Any

from actions import filing, knowledge, referral_client
from actions.answers import yes_or_no
from actions.errors import ReferralError
from actions.forms.outcome import Outcome
from actions.view import SURE, View

_PLACE: dict[str, Any] = {"place": None, "municipality": None, "municipality_name": None, "place_tries": None, "desk_name": None}
CHANGES: dict[str, dict[str, Any]] = {
    "change_text": {"report_text": None},
    "change_place": _PLACE,
    "change_contact": {"may_contact": None},
    "change_desk": {"desk_kind": None, "desk_name": None},
}


async def confirm(kind: str, view: View) -> Outcome | None:
    wanted = view.choice
    if wanted in CHANGES:
        return Outcome(dict(CHANGES[wanted]))
    guessed = view.intent if view.confidence >= SURE else ""
    said = yes_or_no(view.text, view.language, guessed) if view.kind == "text" else None
    if wanted == "send" or said is True:
        return await filing.file(kind, view)
    if wanted == "change" or said is False:
        return Outcome(variant=f"change_{kind}")
    return None


async def before_summary(kind: str, slots: dict[str, Any]) -> dict[str, Any]:
    """What the summary needs: the nonce of the case (made once) and the name of the desk, when it can be had quickly."""
    ready: dict[str, Any] = {"case_nonce": slots.get("case_nonce") or secrets.token_hex(16)}
    desk_kind = slots.get("desk_kind") or knowledge.desk_kind_of_topic(slots.get("topic") or "") or "work_rights"
    try:
        desk = await referral_client.client().desk(kind, desk_kind, slots.get("municipality"))
        ready["desk_name"] = desk.get("desk")
    except ReferralError:
        ready["desk_name"] = None
    return ready
