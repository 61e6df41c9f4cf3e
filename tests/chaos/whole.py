"""The whole house for the chaos test: every room a real process, killed with -9 and started again, on a real database."""

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

import httpx
import psycopg

from deploy.launch.environment import Ports
from deploy.launch.house import ROOT, House, free_port
from tests.channels.twilio_double import TwilioDouble

PUBLIC = "https://wegwijzer.example"
SLOW_TO_START = ("bot",)
ROLES = ("wegwijzer_channels", "wegwijzer_bot", "wegwijzer_referral", "wegwijzer_desk")
WAITING = (
    "SELECT (SELECT count(*) FROM channels.inbound WHERE answered_at IS NULL)"
    " + (SELECT count(*) FROM channels.outbox WHERE state IN ('waiting', 'sending', 'parked'))"
)


class Whole:
    """`kills`: how often each process was killed. The bot is killed only when it can work, since it takes long to start."""

    def __init__(self, twilio: TwilioDouble, folder: Path) -> None:
        self.twilio, self.kills = twilio, Counter[str]()
        self._data = tempfile.TemporaryDirectory(prefix="wegwijzer-chaos-")
        ports = Ports(free_port(), free_port(), free_port(), free_port())
        extra = twilio.settings() | {"CHANNELS_PUBLIC_URL": PUBLIC, "CHANNELS_BURST": "1000"}
        self.house = House(Path(self._data.name), env="test", ports=ports, extra=extra, workers=2, say=lambda line: print(line, flush=True))
        self._logs = folder

    def __enter__(self) -> Self:
        try:
            self.house.start()
        except BaseException:
            self.__exit__()
            raise
        base = f"http://127.0.0.1:{self.house.ports.channels}"
        self.twilio.connect(PUBLIC, base)
        command = [sys.executable, "-m", "channels.twilio.cli", "sync", "--apply"]
        env = os.environ | self.house.processes["channels"].env
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        self._desk = httpx.Client(base_url=base, headers={"Authorization": f"Bearer {self.house.secrets['CHANNELS_TOKEN']}"}, timeout=10)
        return self

    def __exit__(self, *_: object) -> None:
        self.house.stop()
        for log in (Path(self._data.name) / "logs").glob("*.log"):
            (self._logs / log.name).write_bytes(log.read_bytes())
        self._data.cleanup()

    def say_from_desk(self, name: str, address: str, text: str) -> int:
        """As the desk's room posts it. The status, 0 when there was no answer."""
        body = {"id": name, "channel": "whatsapp", "address": address, "language": "pl", "text": text}
        try:
            return self._desk.post("/internal/messages", json=body).status_code
        except httpx.HTTPError:
            return 0

    def keep_killing(self, stopped: threading.Event, seconds: float, dice: random.Random, most: int) -> None:
        """One after the other, in any order, with about `seconds` between two; none more often than `most` times: on a busy machine the
        bot, which starts in a minute, would never come to work."""
        processes = self.house.processes
        while True:
            for victim in dice.sample([*processes, "database"], len(processes) + 1):
                if stopped.wait(seconds * (0.5 + dice.random())):
                    return
                if self.kills["database connections" if victim == "database" else victim] >= most:
                    continue
                if victim == "database":
                    self._cut_database()
                elif victim not in SLOW_TO_START or processes[victim].is_ready():
                    processes[victim].kill()
                    processes[victim].start()
                    self.kills[victim] += 1

    def fewest_kills(self) -> int:
        return min(self.kills[name] for name in (*self.house.processes, "database connections"))

    def cases(self) -> int:
        return self._number("SELECT count(*) FROM referral.cases")

    def dead(self) -> int:
        return self._number("SELECT count(*) FROM channels.outbox WHERE state = 'dead'")

    def wait_until_quiet(self, seconds: float, cases: int = 0) -> bool:
        """Nothing waits any more, and so many cases are with the desks."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._number(WAITING) == 0 and self.cases() >= cases:
                return True
            time.sleep(0.5)
        return False

    def _number(self, query: str) -> int:
        with psycopg.connect(self.house.urls.admin) as connection:
            row = connection.execute(query).fetchone()  # type: ignore[call-overload]
        return int(row[0]) if row else 0

    def _cut_database(self) -> None:
        with psycopg.connect(self.house.urls.admin, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY(%s)", [list(ROLES)])
        self.kills["database connections"] += 1
