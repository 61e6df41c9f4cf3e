"""The jobs: one for an event, from it one for each mail and each webhook, so that one that fails is tried again alone."""

import asyncio
import uuid

import httpx
from procrastinate import App, RetryStrategy

from deploy.base.logs import logger
from referral.notify import hooks, mail, service
from referral.open_klant import service as open_klant
from referral.open_klant.tasks import TELL as TELL_OPEN_KLANT

log = logger(__name__)
AGAIN = RetryStrategy(max_attempts=12, exponential_wait=4)


class Later(Exception):
    """Not taken now; the queue tries again. Carries no address: a log may show it."""


def add_to(queue: App) -> None:
    @queue.task(name="notify:mail", retry=AGAIN)
    async def one_mail(desk: str, email: str) -> None:
        try:
            await asyncio.to_thread(mail.send, mail.made("new", email, desk=desk))
        except OSError as error:
            raise Later(type(error).__name__) from None

    @queue.task(name="notify:hook", retry=AGAIN)
    async def one_hook(hook: str, message_id: str, event: str, reference: str) -> None:
        try:
            await asyncio.to_thread(hooks.call, uuid.UUID(hook), message_id, event, reference)
        except httpx.HTTPError as error:
            raise Later(type(error).__name__) from None

    @queue.task(name=service.TELL, retry=AGAIN)
    async def tell(event: str, desk: str, reference: str) -> None:
        name, emails, found = await asyncio.to_thread(service.receivers, uuid.UUID(desk))
        for email in emails if service.mail_is_on() else ():
            await one_mail.defer_async(desk=name, email=email)
        for hook in found:
            await one_hook.defer_async(hook=str(hook), message_id=f"msg_{uuid.uuid4().hex}", event=event, reference=reference)
        if event in open_klant.EVENTS and await asyncio.to_thread(open_klant.is_on, uuid.UUID(desk)):
            await queue.configure_task(TELL_OPEN_KLANT).defer_async(desk=desk, reference=reference)

    @queue.task(name="notify:digest", retry=AGAIN)
    async def one_digest(email: str, desk: str, fresh: int, late: int) -> None:
        try:
            await asyncio.to_thread(service.send_digest, email, desk, fresh, late)
        except OSError as error:
            raise Later(type(error).__name__) from None

    @queue.periodic(cron="0 6 * * *")
    @queue.task(name="notify:digests", queueing_lock="digests")
    async def all_digests(timestamp: int) -> None:
        for email, desk, fresh, late in await asyncio.to_thread(service.digests) if service.mail_is_on() else ():
            await one_digest.defer_async(email=email, desk=desk, fresh=fresh, late=late)
