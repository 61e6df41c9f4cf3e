"""Handing in: one idempotent request; when referral does not answer, the sealed spool; and honest words for each ending."""

import datetime
from functools import lru_cache
from typing import Any

from actions import codes, knowledge, referral_client, routing
from actions.errors import ReferralDown, Refused
from actions.forms import abuse
from actions.forms.outcome import Outcome
from actions.settings import settings
from actions.spool import Spool
from actions.view import View
from deploy.base.logs import logger

log = logger(__name__)
# What is sealed with the words: name in the contract → slot. A button's answer goes as its code ("ongoing", "few").
DETAILS = {"when": "happened_when", "who": "about_whom", "people": "how_many", "reach": "reach"}


@lru_cache
def spool() -> Spool:
    return Spool(settings().actions_spool_dir, settings().referral_intake_public_key)


async def file(kind: str, view: View) -> Outcome:
    """`kind` is report or referral. The form ends when the case is filed or kept; otherwise nothing is lost and it can be sent again."""
    nonce = str(view.slots.get("case_nonce") or "")
    code = codes.code_for(nonce, settings().code_key)
    case = _case(kind, code, view)
    contact = {"ticket": codes.ticket_for(nonce)} if case["may_contact"] else {}
    try:
        filed = await referral_client.client().file(case, nonce)
    except ReferralDown:
        return _keep(case, nonce, contact)
    except Refused as error:
        log.error("a case was refused", kind=kind, reason=str(error))
        return _keep(case, nonce, contact)
    outcome = Outcome({"filed": True}, end=True)
    outcome.say(f"utter_filed_{kind}", desk=filed.get("desk", ""), case=filed.get("case", ""), code=codes.shown(code), **contact)
    if filed.get("national"):
        outcome.say("utter_filed_national")
    if contact:
        outcome.say("utter_filed_contact")
    return outcome.say("utter_filed_hide")


def _keep(case: dict[str, Any], nonce: str, contact: dict[str, str]) -> Outcome:
    try:
        spool().keep(case, nonce)
    except OSError as error:
        log.error("a case could not be kept", error=type(error).__name__)
        return Outcome(variant="not_filed")
    log.warning("referral does not answer; the case is kept", kind=case["kind"])
    outcome = Outcome({"filed": True}, end=True)
    outcome.say("utter_filed_later", code=codes.shown(case["code"]), **contact)
    return outcome.say("utter_filed_hide")


def _case(kind: str, code: str, view: View) -> dict[str, Any]:
    """The body of POST /api/cases (docs/contracts.md)."""
    s = view.slots
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    subject = abuse.topic_of(s.get("abuse_kind"), s.get("topic")) if kind == "report" else s.get("topic")
    topic = subject or ("report_abuse" if kind == "report" else "talk_to_desk")
    return {
        "kind": kind,
        "code": code,
        "topic": topic,
        "desk_kind": routing.desk_kind_of(s),
        "municipality": s.get("municipality") or None,
        "language": view.language,
        "text": s.get("report_text") or "",
        "may_contact": bool(s.get("may_contact")),
        "channel": s.get("channel") or "web",
        "filed_at": now.isoformat().replace("+00:00", "Z"),
        "content_version": knowledge.content_version(),
        **({"abuse": s["abuse_kind"]} if kind == "report" and s.get("abuse_kind") else {}),
        "details": {name: str(s[slot]) for name, slot in DETAILS.items() if s.get(slot)},
    }
