"""The channels room for the chaos test: real processes on a real database, which are killed and started again."""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Self

import psycopg
from cryptography.fernet import Fernet

from deploy.base import database, embedded, migrate
from deploy.launch.house import ROOT, free_port
from tests.channels.bot_double import BotDouble
from tests.channels.twilio_double import TwilioDouble

PUBLIC = "https://wegwijzer.example"
MODULES = {"channels": "channels", "channels-worker-1": "channels.worker", "channels-worker-2": "channels.worker"}


class Room:
    """`kills`: how often each was killed with -9. Logs go to `folder`."""

    def __init__(self, twilio: TwilioDouble, bot: BotDouble, folder: Path) -> None:
        self.twilio, self.bot, self.folder = twilio, bot, folder
        self.kills: Counter[str] = Counter()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._postgres = tempfile.TemporaryDirectory(prefix="wegwijzer-chaos-")

    def __enter__(self) -> Self:
        self._server, admin = embedded.start(Path(self._postgres.name) / "data", "chaos")
        self.urls = database.prepare(admin, {role: f"chaos-{role}" for role in database.ROLES})
        migrate.upgrade("channels", self.urls.admin)
        port = free_port(8000)
        self.base = f"http://127.0.0.1:{port}"
        self._env = os.environ | {
            "WEGWIJZER_ENV": "test", "CHANNELS_PORT": str(port), "CHANNELS_PUBLIC_URL": PUBLIC,
            "CHANNELS_DATABASE_URL": self.urls.roles["wegwijzer_channels"], "CHANNELS_PSEUDONYM_KEY": "ab" * 32,
            "CHANNELS_SERVICE_KEYS": Fernet.generate_key().decode(), "CHANNELS_TOKEN": "channels-token-of-the-chaos",
            "BOT_URL": self.bot.url, "BOT_TOKEN": self.bot.token, "REFERRAL_URL": "http://127.0.0.1:1",
            "REFERRAL_CHANNELS_TOKEN": "referral-token-of-the-chaos", "CHANNELS_BURST": "1000", **self.twilio.settings(),
        }  # fmt: skip
        self.twilio.connect(PUBLIC, self.base)
        for name in MODULES:
            self._start(name)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()
        self._server.cleanup()
        self._postgres.cleanup()

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen([sys.executable, "-m", MODULES[name]], cwd=ROOT, env=self._env, stderr=log)

    def kill(self, name: str) -> None:
        """With -9, and started again at once, as a supervisor does."""
        self._processes[name].kill()
        self._processes[name].wait()
        self.kills[name] += 1
        self._start(name)

    def cut_database(self) -> None:
        with psycopg.connect(self.urls.admin, autocommit=True) as connection:
            others = "pid <> pg_backend_pid() AND usename = 'wegwijzer_channels'"
            connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        self.kills["database connections"] += 1

    def keep_killing(self, stopped: threading.Event, seconds: float, dice: random.Random, most: int) -> None:
        """One after the other, in any order, with about `seconds` between two; none more often than `most` times."""
        while True:
            for victim in dice.sample([*MODULES, "database"], len(MODULES) + 1):
                if stopped.wait(seconds * (0.5 + dice.random())):
                    return
                if self.kills["database connections" if victim == "database" else victim] >= most:
                    continue
                if victim == "database":
                    self.cut_database()
                else:
                    self.kill(victim)

    def fewest_kills(self) -> int:
        return min(self.kills[name] for name in (*MODULES, "database connections"))

    def waiting(self) -> int:
        """Messages without an answer and letters not sent."""
        with psycopg.connect(self.urls.admin, options="-csearch_path=channels") as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM inbound WHERE answered_at IS NULL)"
                " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))"
            ).fetchone()
        return int(row[0]) if row else 0

    def dead(self) -> int:
        with psycopg.connect(self.urls.admin, options="-csearch_path=channels") as connection:
            row = connection.execute("SELECT count(*) FROM outbox WHERE state = 'dead'").fetchone()
        return int(row[0]) if row else 0

    def wait_until_quiet(self, seconds: float, cases: int = 0) -> bool:
        """Nothing waits any more. Cases are not made here."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.waiting() == 0:
                    return True
            except psycopg.Error:
                pass  # the database was cut just now
            time.sleep(0.5)
        return False
