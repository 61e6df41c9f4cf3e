"""Starts are collected in memory and handed to the desk's room once an hour, sorted: how many, never who or when.

A process that is killed loses its hour. That is the price for having no row that was written beside a message.
"""

import asyncio
import random
from contextlib import suppress

import httpx

from channels.room import Room
from channels.starts.counter import Starts
from deploy.base.logs import logger

log = logger(__name__)
TIMEOUT = httpx.Timeout(5.0, connect=2.0)
HOUR = 3600.0


async def hand_in(room: Room, starts: Starts) -> None:
    """What was collected; kept for the next hour when nobody takes it."""
    begun, topics = starts.take()
    if not begun:
        return
    body = {
        "starts": [{"slug": slug, "n": n} for slug, n in sorted(begun.items())],
        "topics": [{"slug": slug, "topic": topic, "n": n} for (slug, topic), n in sorted(topics.items())],
    }
    headers = {"Authorization": f"Bearer {room.settings.referral_channels_token}"}
    try:
        url = f"{room.settings.referral_url}/internal/starts"
        (await room.http.post(url, json=body, headers=headers, timeout=TIMEOUT)).raise_for_status()
    except httpx.HTTPError as error:
        log.warning("starts are kept for the next hour", reason=type(error).__name__)
        starts.begun.update(begun)
        starts.topics.update(topics)


async def keep_handing_in(room: Room, every: float = HOUR) -> None:
    """Once an hour at a moment by chance, so that not even the hour of a start is sure. Once more at the end."""
    try:
        while True:
            await asyncio.sleep(every * random.uniform(0.9, 1.1))  # noqa: S311 (not a secret)
            await hand_in(room, room.starts)
    finally:
        with suppress(Exception):
            await hand_in(room, room.starts)
