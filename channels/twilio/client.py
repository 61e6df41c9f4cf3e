"""Sends through Twilio's REST API and looks up what was sent. One shared HTTP client; nothing here raises."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from channels.errors import Malformed
from channels.messages import Channel, InboundMessage, OutboundMessage
from channels.provider import DeliveryResult, Fault, StatusUpdate, Webhook
from channels.settings import Settings
from channels.twilio.faults import CONTENT_REFUSED, fault
from channels.twilio.parse import parse
from channels.twilio.signature import check, read_form

SECONDS, WHOLE = 5.0, 8.0
STATUS_PATH = "/twilio/status"


class Twilio:
    """`http` is shared by the process and closed by whoever made it."""

    name = "twilio"
    channels = (Channel.WHATSAPP, Channel.SMS)

    def __init__(self, settings: Settings, http: httpx.AsyncClient) -> None:
        self._http = http
        self._url = f"{settings.twilio_api_base}/2010-04-01/Accounts/{settings.twilio_account_sid}/Messages.json"
        self._account = settings.twilio_account_sid
        self._tokens = list(settings.twilio_auth_tokens)
        self._callback = settings.channels_public_url + STATUS_PATH
        self._from = {Channel.WHATSAPP: _whatsapp(settings.twilio_whatsapp_from), Channel.SMS: settings.twilio_sms_from}

    def parse(self, webhook: Webhook) -> Sequence[InboundMessage | StatusUpdate]:
        """`/twilio/inbound` is a message, `/twilio/status` what became of one; `m` in its query is our own id, signed along."""
        form = read_form(webhook.body)
        check(webhook.url, form, webhook.headers.get("x-twilio-signature"), self._tokens)
        if webhook.kind == "inbound":
            return [parse(form)]
        if webhook.kind != "status":
            raise Malformed("no such webhook")
        fields, outbox_id = dict(form), webhook.query.get("m", "")
        code = fields.get("ErrorCode", "")
        why = fault(code) if code else None
        return [StatusUpdate(outbox_id, fields.get("MessageSid", ""), fields.get("MessageStatus", ""), code, why)]

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return None

    async def send(self, message: OutboundMessage) -> DeliveryResult:
        """A message with buttons that Twilio or WhatsApp refuses goes as plain text at once; an approved template does not."""
        if message.rich is None:
            return await self._send(message, {"Body": message.body})
        result = await self._send(message, {"ContentSid": message.rich.content_id})
        if result.code in CONTENT_REFUSED and not message.rich.only:
            return replace(await self._send(message, {"Body": message.body}), plain=True)
        return result

    async def _send(self, message: OutboundMessage, content: dict[str, str]) -> DeliveryResult:
        sender = self._from.get(message.channel, "")
        if not sender:
            return DeliveryResult(fault=Fault.PERMANENT, code="no_sender")
        fields = {"To": message.address, **content, "StatusCallback": f"{self._callback}?m={message.id}"}
        fields["MessagingServiceSid" if sender.startswith("MG") else "From"] = sender
        try:
            async with asyncio.timeout(WHOLE):  # httpx counts connecting, writing and reading apart
                response = await self._request("POST", data=fields)
        except TimeoutError:
            return DeliveryResult(fault=Fault.AMBIGUOUS, code="timeout")
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return DeliveryResult(fault=Fault.TRANSIENT, code="connect")
        except httpx.HTTPError:
            return DeliveryResult(fault=Fault.AMBIGUOUS, code="timeout")
        answer = _json(response)
        if response.is_success:
            sid = str(answer.get("sid", ""))
            return DeliveryResult(provider_id=sid) if sid else DeliveryResult(fault=Fault.AMBIGUOUS, code="no_sid")
        code = str(answer.get("code") or response.status_code)
        return DeliveryResult(fault=fault(code, response.status_code), code=code)

    async def find(self, message: OutboundMessage, since: datetime) -> list[str] | None:
        try:
            response = await self._request("GET", params={"To": message.address, "PageSize": "50"})
            if not response.is_success:
                return None
            found, bodies = _json(response).get("messages", []), {message.body, message.rich.shown if message.rich else message.body}
            return [m["sid"] for m in found if m["body"] in bodies and _time(m["date_created"]) >= since]
        except (httpx.HTTPError, KeyError, TypeError, ValueError):
            return None

    async def erase(self, provider_id: str, files: int = 0) -> bool:
        place = f"{self._url.removesuffix('.json')}/{provider_id}"
        try:
            # first the pictures and voice notes: once the message is gone nobody can ask which they were
            if files and not await self._erase_files(f"{place}/Media"):
                return False
            return _is_gone(await self._request("DELETE", url=f"{place}.json"))
        except (httpx.HTTPError, KeyError, TypeError):
            return False

    async def _erase_files(self, place: str) -> bool:
        listed = await self._request("GET", url=f"{place}.json", params={"PageSize": "50"})
        if not listed.is_success:
            return listed.status_code == httpx.codes.NOT_FOUND
        names = [entry["sid"] for entry in _json(listed)["media_list"]]
        return all([_is_gone(await self._request("DELETE", url=f"{place}/{name}.json")) for name in names])

    async def _request(
        self, method: str, *, url: str = "", data: dict[str, str] | None = None, params: dict[str, str] | None = None
    ) -> httpx.Response:
        """While tokens are rotated the second may already be the valid one; a 401 was certainly not carried out."""
        for token in self._tokens:
            response = await self._http.request(
                method, url or self._url, data=data, params=params, auth=(self._account, token), timeout=SECONDS
            )
            if response.status_code != httpx.codes.UNAUTHORIZED:
                break
        return response


def make(settings: Settings, http: httpx.AsyncClient) -> Twilio | None:
    """None when no account is set."""
    return Twilio(settings, http) if settings.twilio_on else None


def _whatsapp(sender: str) -> str:
    return sender if not sender or sender.startswith(("whatsapp:", "MG")) else f"whatsapp:{sender}"


def _time(text: str) -> datetime:
    """As in a mail header; one without a zone (-0000) is UTC too."""
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_gone(response: httpx.Response) -> bool:
    return response.is_success or response.status_code == httpx.codes.NOT_FOUND


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
