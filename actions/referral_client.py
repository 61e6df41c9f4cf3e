"""The one door to the referral service. Short timeouts and at most one repeat: a turn of the bot must stay under two seconds."""

from functools import lru_cache
from typing import Any

import httpx
import stamina

from actions.errors import NotPossible, ReferralDown, Refused, TooManyTries, UnknownCode
from actions.settings import settings

ATTEMPTS = 2
SECONDS = httpx.Timeout(0.8, connect=0.4)
ONE_TRY_SECONDS = httpx.Timeout(1.8, connect=0.4)  # what is not repeated may use the whole turn: stretching a code takes its time
SEALED_SECONDS = httpx.Timeout(10.0, connect=2.0)  # in the background nobody waits


class ReferralClient:
    """Every method raises ReferralDown or Refused (UnknownCode, TooManyTries, NotPossible), nothing else."""

    def __init__(self, url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=SECONDS, transport=transport)

    async def file(self, case: dict[str, Any], key: str) -> dict[str, Any]:
        """{"case", "desk", "national"}; the same key again files nothing twice."""
        return await self._ask("POST", "/api/cases", json=case, headers={"Idempotency-Key": key})

    async def lookup(self, code: str, origin: str) -> dict[str, Any]:
        """{"case", "kind", "status", "desk", "filed_at", "answer_by", "late", "messages"}"""
        return await self._ask("POST", "/api/cases/lookup", json={"code": code, "origin": origin})

    async def add(self, code: str, origin: str, text: str, language: str) -> None:
        body = {"code": code, "origin": origin, "text": text, "language": language}
        # no repeat: a message that arrived although the answer was lost would stand there twice
        await self._ask("POST", "/api/cases/messages", attempts=1, json=body, timeout=ONE_TRY_SECONDS)

    async def withdraw(self, code: str, origin: str) -> None:
        await self._ask("POST", "/api/cases/withdraw", json={"code": code, "origin": origin})

    async def desk(self, kind: str, desk_kind: str, municipality: str | None) -> dict[str, Any]:
        """{"desk", "national"}"""
        query = {"kind": kind, "desk_kind": desk_kind} | ({"municipality": municipality} if municipality else {})
        return await self._ask("GET", "/api/desks", attempts=1, params=query)

    async def _ask(self, method: str, path: str, *, attempts: int = ATTEMPTS, **more: Any) -> dict[str, Any]:
        try:
            async for attempt in stamina.retry_context(
                on=httpx.TransportError, attempts=attempts, timeout=1.9, wait_initial=0.05, wait_max=0.2
            ):
                with attempt:
                    answer = await self._http.request(method, path, **more)
        except httpx.HTTPError as error:
            raise ReferralDown(type(error).__name__) from None
        return _checked(answer)


def hand_in_sealed(url: str, token: str, sealed: str) -> None:
    """Blocking, for the background thread. Raises ReferralDown or Refused."""
    try:
        answer = httpx.post(
            f"{url}/api/cases/sealed", json={"sealed": sealed}, headers={"Authorization": f"Bearer {token}"}, timeout=SEALED_SECONDS
        )
    except httpx.HTTPError as error:
        raise ReferralDown(type(error).__name__) from None
    _checked(answer)


def _checked(answer: httpx.Response) -> dict[str, Any]:
    status = answer.status_code
    if status >= 500 or status in (401, 403, 408):  # a wrong token is a fault of ours that can be mended: keep the report
        raise ReferralDown(f"HTTP {status}")
    try:
        body = (answer.json() if answer.content else None) or {}  # adding and withdrawing answer `null`
    except ValueError:
        raise ReferralDown("no JSON") from None
    if status == 429:
        raise TooManyTries(int(body.get("retry_after") or answer.headers.get("retry-after") or 60))
    if status == 404:
        raise UnknownCode
    if status == 409:
        raise NotPossible("HTTP 409")
    if status >= 400:
        raise Refused(f"HTTP {status}")
    return dict(body)


@lru_cache
def client() -> ReferralClient:
    """One client, with its open connections, for the process."""
    return ReferralClient(settings().referral_url, settings().referral_actions_token.get_secret_value())
