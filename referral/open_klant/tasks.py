"""The job for one case. It is tried again while Open Klant is away or refuses us; a case never waits for it."""

import asyncio
import uuid
from http import HTTPStatus

import httpx
from procrastinate import App, RetryStrategy

from deploy.base.logs import logger
from referral.open_klant import service

log = logger(__name__)
TELL = "open_klant:tell"


class Later(Exception):
    """Carries no address: a log may show it."""


class Refused(Exception):
    """What we say is not taken; to say it again would not help."""


AGAIN = RetryStrategy(max_attempts=9, exponential_wait=4, retry_exceptions={Later})  # the last try comes about a day later


def add_to(queue: App) -> None:
    @queue.task(name=TELL, retry=AGAIN)
    async def tell(desk: str, reference: str) -> None:
        try:
            await asyncio.to_thread(service.tell, uuid.UUID(desk), reference)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            log.warning("Open Klant did not take a case", case=reference, status=status)
            raise (Refused if status == HTTPStatus.BAD_REQUEST else Later)(str(status)) from None
        except httpx.HTTPError as error:
            log.warning("Open Klant did not answer", case=reference, kind=type(error).__name__)
            raise Later(type(error).__name__) from None
