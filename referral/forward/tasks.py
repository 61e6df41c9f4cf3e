"""Hands an answer to channels, again and again until it is taken."""

from datetime import date

import httpx
from procrastinate import App, RetryStrategy

from content.catalogue import catalogue
from content.format import long_date
from referral.forward.queue import ANSWER, open_from_queue
from referral.settings import settings

# 4, 8, 16 … seconds up to an hour: about two days in all
PATIENCE = RetryStrategy(max_attempts=60, exponential_wait=2)
SECONDS = 5.0


def add_to(queue: App) -> None:
    @queue.task(name=ANSWER, retry=PATIENCE)
    async def answer(sealed: str) -> None:
        content = open_from_queue(sealed)
        body = {
            "id": content["id"],
            "channel": content["channel"],
            "address": content["address"],
            "language": content["language"],
            "text": words(content["text"], content["language"], content["case"]),
        }
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            headers = {"Authorization": f"Bearer {settings().channels_token}"}
            response = await client.post(f"{settings().channels_url}/internal/messages", json=body, headers=headers)
            response.raise_for_status()


def words(text: str, language: str, reference: str) -> str:
    """The desk's words under a line in the worker's language that says where they come from."""
    return catalogue().phrase("case_message_desk", language, at=long_date(date.today(), language), text=text, case=reference)
