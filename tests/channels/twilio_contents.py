"""The part of the Twilio double that keeps Content resources, with the limits that Twilio and WhatsApp set."""

import secrets
from typing import Any

# docs/content/twilio-quick-reply, twilio-list-picker: in a session without approval
MOST_BUTTONS, BUTTON_TITLE = 3, 20
MOST_ITEMS, ITEM_TITLE, ITEM_TEXT, ITEM_ID, LIST_BUTTON = 10, 24, 72, 200, 20
BODY = 1024

Answer = tuple[int, dict[str, Any]]


class Contents:
    """`items`: sid → resource as it was posted; `approvals`: sid → status. `approve_as`: what a request for approval becomes at once."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        self.approvals: dict[str, str] = {}
        self.approve_as = "approved"

    def create(self, body: dict[str, Any]) -> Answer:
        if found := problems(body):
            return 400, {"code": 20001, "message": "; ".join(found), "status": 400}
        sid = "HX" + secrets.token_hex(16)
        self.items[sid] = body
        return 201, self.shown(sid)

    def listed(self) -> Answer:
        return 200, {"contents": [self.shown(sid) for sid in self.items], "meta": {"next_page_url": None, "key": "contents"}}

    def delete(self, sid: str) -> Answer:
        self.approvals.pop(sid, None)
        return (204, {}) if self.items.pop(sid, None) else (404, {"code": 20404, "message": "not found", "status": 404})

    def ask_approval(self, sid: str, body: dict[str, Any]) -> Answer:
        if sid not in self.items:
            return 404, {"code": 20404, "message": "not found", "status": 404}
        if body.get("category") not in ("UTILITY", "MARKETING", "AUTHENTICATION") or not str(body.get("name", "")).islower():
            return 400, {"code": 20001, "message": "name in small letters and a category are needed", "status": 400}
        self.approvals[sid] = self.approve_as
        return 201, {"name": body["name"], "category": body["category"], "status": self.approve_as, "rejection_reason": ""}

    def approval(self, sid: str) -> Answer:
        status = self.approvals.get(sid, "unsubmitted")
        return 200, {"sid": sid, "whatsapp": {"status": status, "rejection_reason": ""}}

    def shown(self, sid: str) -> dict[str, Any]:
        url = f"https://content.twilio.com/v1/Content/{sid}"
        links = {"approval_create": f"{url}/ApprovalRequests/whatsapp", "approval_fetch": f"{url}/ApprovalRequests"}
        return {"sid": sid, "friendly_name": "", "variables": {}, **self.items[sid], "url": url, "links": links}

    def text(self, sid: str) -> str | None:
        """What a person reads; None when there is no such resource."""
        kinds = self.items.get(sid, {}).get("types", {})
        return next((str(kind["body"]) for kind in kinds.values()), None)

    def is_list(self, sid: str) -> bool:
        return "twilio/list-picker" in self.items[sid]["types"]

    def choices(self, sid: str) -> list[tuple[str, str]]:
        """(title, id) of what can be tapped."""
        for name, kind in self.items.get(sid, {}).get("types", {}).items():
            if name == "twilio/quick-reply":
                return [(action["title"], action["id"]) for action in kind["actions"]]
            if name == "twilio/list-picker":
                return [(item["item"], item["id"]) for item in kind["items"]]
        return []


def problems(body: dict[str, Any]) -> list[str]:
    """What Twilio would refuse when it is made, or WhatsApp when it is sent."""
    found = [f"{name} is missing" for name in ("language", "types") if not body.get(name)]
    for name, kind in body.get("types", {}).items():
        if not kind.get("body"):
            found.append("a body is needed")
        if name == "twilio/quick-reply":
            found += _too_long("body", kind["body"], BODY)
            if not 1 <= len(kind["actions"]) <= MOST_BUTTONS:
                found.append(f"{len(kind['actions'])} buttons")
            for action in kind["actions"]:
                found += _too_long("title", action["title"], BUTTON_TITLE) + _too_long("id", action["id"], ITEM_ID)
        elif name == "twilio/list-picker":
            found += _too_long("body", kind["body"], BODY) + _too_long("button", kind["button"], LIST_BUTTON)
            if not 1 <= len(kind["items"]) <= MOST_ITEMS:
                found.append(f"{len(kind['items'])} items")
            for item in kind["items"]:
                found += _too_long("item", item["item"], ITEM_TITLE) + _too_long("id", item["id"], ITEM_ID)
                found += _too_long("description", item.get("description") or "-", ITEM_TEXT)
        elif name != "twilio/text":
            found.append(f"unknown type {name}")
    return found


def _too_long(what: str, text: str, most: int) -> list[str]:
    return [f"{what} has {len(text)} characters, at most {most}"] if not 1 <= len(text) <= most else []
