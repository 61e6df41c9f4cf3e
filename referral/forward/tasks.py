"""Hands an answer to channels, again and again until it is taken; a desk sees it when that failed for good."""

import asyncio
from base64 import b64decode
from datetime import date, datetime, timedelta

import httpx
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job

from content.format import long_date
from content.languages import NAMES
from content.live import catalogue
from deploy.base.logs import logger
from referral.forward import late, state
from referral.forward.keys import OwnKey
from referral.forward.queue import ANSWER, LATE, open_from_queue
from referral.norms.days import HERE
from referral.settings import settings

log = logger(__name__)
SECONDS = 5.0
MOST_TRIES, FIRST_WAIT, MOST_WAIT = 60, 4, 3600  # about two days in all
AGAIN_LATER = (401, 403, 408, 425, 429)  # a wrong token is a fault of the installation that can be mended


class Patience(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= MOST_TRIES:
            return None
        return RetryDecision(retry_in={"seconds": wait(job.attempts)})


def wait(attempts: int) -> int:
    """4, 8, 16 … seconds, at most an hour."""
    return min(MOST_WAIT, FIRST_WAIT << min(attempts, 12))


def add_to(queue: App, own: OwnKey | None) -> None:
    """Without `own` the task is known but never done here: only a worker has a key."""

    @queue.task(name=ANSWER, retry=Patience(), pass_context=True)
    async def answer(context: JobContext, sealed: str) -> None:
        assert own, "a job of a worker, taken by somebody else"
        content = open_from_queue(sealed, own)
        if not await asyncio.to_thread(state.still_wanted, content["id"], own.id):
            return
        try:
            await hand_in(content)
        except httpx.HTTPError as error:
            if not for_good(error) and context.job.attempts < MOST_TRIES - 1:
                raise Later(type(error).__name__) from None  # httpx names the address in its message; a log must not
            log.error("an answer could not be delivered", case=content["case"], kind=type(error).__name__)
            await asyncio.to_thread(state.failed, content["id"])
        else:
            await asyncio.to_thread(state.sent, content["id"])


def add_late_to(queue: App, own: OwnKey | None) -> None:
    """As above, for the one message that an answer is late."""

    @queue.task(name=LATE, retry=Patience(), pass_context=True)
    async def tell_late(context: JobContext, sealed: str) -> None:
        assert own, "a job of a worker, taken by somebody else"
        content = open_from_queue(sealed, own)
        told = await asyncio.to_thread(late.due, content["case"], own.id)
        if isinstance(told, datetime):
            await asyncio.to_thread(late.moved, content["case"], b64decode(sealed), own, told)
        elif told is not None:
            try:
                await post({**content, "id": told["id"], "language": told["language"]}, late_words(told))
            except httpx.HTTPError as error:
                if not for_good(error) and context.job.attempts < MOST_TRIES - 1:
                    raise Later(type(error).__name__) from None
                log.error("a word about a late answer could not be delivered", case=told["case"], kind=type(error).__name__)
                await asyncio.to_thread(late.over, content["case"], sent=False)
            else:
                await asyncio.to_thread(late.over, content["case"], sent=True)


def late_words(told: dict[str, str]) -> str:
    """That the day has passed, and what can be done; nothing of what the case is about."""
    language = told["language"]
    day = (datetime.fromisoformat(told["day"]).astimezone(HERE) - timedelta(seconds=1)).date()  # it ends at midnight
    return catalogue().phrase("case_late_told", language, case=told["case"], desk=told["desk"], day=long_date(day, language))


class Later(Exception):
    """Not taken now; the queue tries again."""


def for_good(error: httpx.HTTPError) -> bool:
    """Channels says that this can never be sent."""
    if not isinstance(error, httpx.HTTPStatusError):
        return False
    status = error.response.status_code
    return 400 <= status < 500 and status not in AGAIN_LATER


async def hand_in(content: dict[str, str]) -> None:
    """Raises httpx.HTTPError. The same id again is taken again and sent once."""
    await post(content, in_the_workers_language(content))


async def post(content: dict[str, str], words: str) -> None:
    """Raises httpx.HTTPError."""
    body = {name: content[name] for name in ("id", "channel", "address", "language")} | {"text": words}
    async with httpx.AsyncClient(timeout=SECONDS) as client:
        headers = {"Authorization": f"Bearer {settings().channels_token}"}
        response = await client.post(f"{settings().channels_url}/internal/messages", json=body, headers=headers)
        response.raise_for_status()


def in_the_workers_language(content: dict[str, str]) -> str:
    """The desk's words under a line that says where they come from; marked when they are in another language than the worker's."""
    language, written = content["language"], content["text_language"]
    mark = "" if written == language else f"[{NAMES[written]}] "
    at = long_date(date.today(), language)
    return catalogue().phrase("case_message_desk", language, at=at, text=mark + content["text"], case=content["case"])
