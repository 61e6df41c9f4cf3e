"""Everything a process of this room needs, made once and handed on: no globals."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import httpx
from procrastinate import App

from channels.database import Pool, make_pool
from channels.inbox.crowd import Crowd
from channels.messages import Channel
from channels.provider import Provider
from channels.providers import load
from channels.queue import make_queue
from channels.secrecy import Vault
from channels.settings import Settings
from channels.starts.counter import Starts
from channels.wording import Words


@dataclass(frozen=True)
class Room:
    """`providers`: the first that carries a channel sends on it; none when none is configured."""

    settings: Settings
    pool: Pool
    queue: App
    vault: Vault
    http: httpx.AsyncClient
    words: Words
    providers: tuple[Provider, ...]
    crowd: Crowd = field(default_factory=Crowd)
    starts: Starts = field(default_factory=Starts)

    def carrier(self, channel: Channel) -> Provider | None:
        return next((provider for provider in self.providers if channel in provider.channels), None)

    @property
    def by_name(self) -> dict[str, Provider]:
        return {provider.name: provider for provider in self.providers}


@asynccontextmanager
async def open_room(settings: Settings, pool_size: int = 10) -> AsyncIterator[Room]:
    """Opens even when the database is down: readiness says so, and the pool keeps trying."""
    pool = make_pool(settings.channels_database_url, pool_size)
    limits = httpx.Limits(max_connections=50, max_keepalive_connections=25)
    async with httpx.AsyncClient(limits=limits, trust_env=False) as http:
        await pool.open(wait=False)
        with suppress(Exception):
            await pool.wait(timeout=2.0)
        try:
            yield Room(
                settings=settings,
                pool=pool,
                queue=make_queue(),
                vault=Vault(settings.channels_pseudonym_key, settings.channels_service_keys),
                http=http,
                words=Words(),
                providers=tuple(load(settings, http)),
            )
        finally:
            await pool.close()
