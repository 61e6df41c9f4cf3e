"""The channels room as it really runs: its web process over real HTTP, its worker, a real database; Twilio and the bot are doubles."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import uvicorn
from cryptography.fernet import Fernet
from psycopg.rows import dict_row

from channels.app import create_app
from channels.room import open_room
from channels.settings import Settings
from channels.worker import work
from deploy.base import database, migrate
from tests.channels.bot_double import BotDouble
from tests.channels.twilio_double import TwilioDouble
from tests.conftest import PASSWORDS

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "https://wegwijzer.example"
WORKER_POLISH, WORKER_OTHER = "whatsapp:+48600000001", "whatsapp:+40700000002"
TABLES = (
    "paces, contents, redactions, inbound, outbox, conversations, opt_outs, counters, web_sessions, web_lines,"
    " procrastinate_jobs, procrastinate_workers"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Door:
    """The room under test and everything around it."""

    url: str
    env: dict[str, str]
    settings: Settings
    admin: str
    twilio: TwilioDouble
    bot: BotDouble
    stoppers: list[Callable[[], None]] = field(default_factory=list)

    def rows(self, query: str, *parameters: Any) -> list[dict[str, Any]]:
        with psycopg.connect(self.admin, row_factory=dict_row, options="-csearch_path=channels") as connection:
            return connection.execute(query, parameters).fetchall()  # type: ignore[arg-type]

    def wait(self, condition: Callable[[], Any], seconds: float = 10.0) -> Any:
        end = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.03)
        return found

    def metric(self, name: str) -> float:
        """The sum over all labels."""
        lines = httpx.get(f"{self.url}/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(f"wegwijzer_channels_{name}"))

    def dump(self) -> str:
        """Every row of every table, as text."""
        with psycopg.connect(self.admin) as connection:
            names = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'channels'").fetchall()
            return "\n".join(str(connection.execute(f'SELECT * FROM channels."{name}"').fetchall()) for (name,) in names)

    def start_worker(self) -> None:
        """In a thread of this process: quick to start."""
        ready = threading.Event()
        ends: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

        async def main() -> None:
            ends.append((asyncio.get_running_loop(), asyncio.Event()))
            async with open_room(self.settings) as room:
                ready.set()
                await work(room, ends[0][1])

        thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
        thread.start()
        assert ready.wait(10)

        def stop() -> None:
            loop, stopped = ends[0]
            loop.call_soon_threadsafe(stopped.set)
            thread.join(15)

        self.stoppers.append(stop)

    def start_worker_process(self) -> subprocess.Popen[bytes]:
        """As in production; for killing."""
        process = subprocess.Popen([sys.executable, "-m", "channels.worker"], cwd=ROOT, env=self.env)
        self.stoppers.append(lambda: (process.kill(), process.wait())[0])
        return process


@pytest.fixture(scope="session")
def channels_urls(postgres: str) -> database.Urls:
    urls = database.prepare(postgres, PASSWORDS, "channels_tests")
    migrate.upgrade("channels", urls.admin)
    return urls


@pytest.fixture(scope="session")
def twilio_server() -> Iterator[TwilioDouble]:
    with TwilioDouble() as double:
        yield double


@pytest.fixture
def twilio(twilio_server: TwilioDouble) -> Iterator[TwilioDouble]:
    twilio_server.forget()
    yield twilio_server
    assert twilio_server.violations == [], "requests and answers keep to Twilio's own description"


@pytest.fixture
def bot() -> Iterator[BotDouble]:
    double = BotDouble().start()
    yield double
    double.stop()


def environment(database_url: str, bot: BotDouble, twilio: TwilioDouble | None, port: int) -> dict[str, str]:
    return {
        "WEGWIJZER_ENV": "test",
        "CHANNELS_PORT": str(port),
        "CHANNELS_DATABASE_URL": database_url,
        "CHANNELS_PUBLIC_URL": PUBLIC,
        "CHANNELS_PSEUDONYM_KEY": "ab" * 32,
        "CHANNELS_SERVICE_KEYS": Fernet.generate_key().decode(),
        "CHANNELS_TOKEN": "channels-token-of-the-tests",
        "BOT_URL": bot.url,
        "BOT_TOKEN": bot.token,
        "REFERRAL_URL": "http://127.0.0.1:1",
        "REFERRAL_CHANNELS_TOKEN": "referral-token-of-the-tests",
        **(twilio.settings() if twilio else {}),
    }


def serve(settings: Settings) -> tuple[uvicorn.Server, threading.Thread]:
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=settings.channels_port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < end, "the web process did not start"
        time.sleep(0.02)
    return server, thread


@pytest.fixture
def make_door(
    channels_urls: database.Urls, bot: BotDouble, twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Door]]:
    """`make_door(worker=True, twilio_on=True, **settings)`"""
    doors: list[Door] = []

    def make(*, worker: bool = True, twilio_on: bool = True, **changes: str) -> Door:
        with psycopg.connect(channels_urls.admin, options="-csearch_path=channels") as connection:
            connection.execute(f"TRUNCATE {TABLES} CASCADE")
        port = free_port()
        url = channels_urls.roles["wegwijzer_channels"]
        env = environment(url, bot, twilio if twilio_on else None, port) | {name.upper(): value for name, value in changes.items()}
        for name in [n for n in os.environ if n.startswith(("TWILIO_", "CHANNELS_"))]:
            monkeypatch.delenv(name)
        settings = Settings(**{name.lower(): value for name, value in env.items()})  # type: ignore[arg-type]
        server, thread = serve(settings)
        door = Door(f"http://127.0.0.1:{port}", os.environ | env, settings, channels_urls.admin, twilio, bot)
        doors.append(door)
        twilio.connect(PUBLIC, door.url)

        def stop() -> None:
            server.should_exit = True
            thread.join(10)

        door.stoppers.append(stop)
        if worker:
            door.start_worker()
        return door

    yield make
    for door in doors:
        for stop in reversed(door.stoppers):
            stop()


@pytest.fixture
def door(make_door: Callable[..., Door]) -> Door:
    return make_door()
