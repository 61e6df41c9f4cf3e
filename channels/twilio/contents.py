"""Twilio's Content API: https://www.twilio.com/docs/content. Errors are raised, for a person at the command line to read."""

from typing import Any

import httpx

from channels.errors import ChannelsError
from channels.menus.shapes import Menu
from channels.settings import Settings

CONTENT_API = "https://content.twilio.com"
API = "https://api.twilio.com"


class TwilioRefused(ChannelsError):
    """With Twilio's own words."""


class Contents:
    def __init__(self, settings: Settings, http: httpx.AsyncClient) -> None:
        base = CONTENT_API if settings.twilio_api_base == API else settings.twilio_api_base
        self._http, self._url = http, f"{base}/v1/Content"
        self._login = [(settings.twilio_account_sid, token) for token in settings.twilio_auth_tokens]

    async def all_of_ours(self) -> dict[str, str]:
        """Friendly name → sid, of what this program has laid down."""
        found: dict[str, str] = {}
        url: str | None = f"{self._url}?PageSize=100"
        while url:
            page = await self._call("GET", url)
            found |= {c["friendly_name"]: c["sid"] for c in page["contents"] if str(c["friendly_name"]).startswith("wegwijzer:")}
            url = page.get("meta", {}).get("next_page_url")
        return found

    async def create(self, friendly_name: str, menu: Menu) -> str:
        body = {"friendly_name": friendly_name, "language": menu.language, "variables": {}, "types": types(menu)}
        return str((await self._call("POST", self._url, body))["sid"])

    async def delete(self, sid: str) -> None:
        await self._call("DELETE", f"{self._url}/{sid}")

    async def ask_approval(self, sid: str, name: str) -> str:
        """The status; UTILITY: it tells somebody about what they asked for."""
        answer = await self._call("POST", f"{self._url}/{sid}/ApprovalRequests/whatsapp", {"name": name, "category": "UTILITY"})
        return str(answer.get("status", "received"))

    async def approval(self, sid: str) -> str:
        answer = await self._call("GET", f"{self._url}/{sid}/ApprovalRequests")
        return str((answer.get("whatsapp") or {}).get("status", "unsubmitted"))

    async def _call(self, method: str, url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            for login in self._login:
                response = await self._http.request(method, url, json=body, auth=login, timeout=20.0)
                if response.status_code != httpx.codes.UNAUTHORIZED:
                    break
            if response.is_success:
                return dict(response.json()) if response.content else {}
            reason = response.json().get("message", "") if response.content else ""
        except (httpx.HTTPError, ValueError) as error:
            raise TwilioRefused(f"Twilio cannot be reached ({type(error).__name__})") from error
        raise TwilioRefused(f"Twilio answered {response.status_code}: {reason}")


def types(menu: Menu) -> dict[str, Any]:
    """The resource's content, as Twilio writes it."""
    if menu.kind == "quick-reply":
        actions = [{"title": item.title, "id": item.payload} for item in menu.items]
        return {"twilio/quick-reply": {"body": menu.body, "actions": actions}}
    if menu.kind == "list-picker":
        items = [{"item": item.title, "id": item.payload} for item in menu.items]
        return {"twilio/list-picker": {"body": menu.body, "button": menu.button, "items": items}}
    return {"twilio/text": {"body": menu.body}}
