"""The house as one object: database, model, five processes. Used by `make run`, the journeys and the benchmarks."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.base import database, embedded, migrate
from deploy.launch.environment import Plan, Ports, environments
from deploy.launch.process import Process
from deploy.launch.secrets import load_or_make

ROOT = Path(__file__).resolve().parents[2]
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
READY_SECONDS = 180.0  # the bot loads TensorFlow and the model: 15-60 s on two cores
Say = Callable[[str], None]


def free_port(preferred: int = 0) -> int:
    """`preferred` if nobody listens there, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


@dataclass
class House:
    """`extra`: settings from outside (Twilio's, the public address).

    `admin_url`: an existing PostgreSQL, else the embedded one under `var`.
    """

    var: Path
    env: str = "demo"
    ports: Ports = field(default_factory=Ports)
    extra: dict[str, str] = field(default_factory=dict)
    admin_url: str = ""
    model_dir: Path = ROOT / "bot" / ".build" / "models"
    workers: int = 1
    say: Say = lambda line: None
    processes: dict[str, Process] = field(default_factory=dict, init=False)
    demo: list[dict[str, Any]] = field(default_factory=list, init=False)
    _server: Any = field(default=None, init=False)
    urls: database.Urls = field(init=False)
    secrets: dict[str, str] = field(init=False)

    def start(self) -> None:
        """Everything, in order; returns when every room is ready. Raises RuntimeError naming the room that failed."""
        self.prepare()
        self.train()
        for process in self.processes.values():
            process.start()
        for process in self.processes.values():
            began = time.monotonic()
            self.say(f"waiting for {process.name}")
            process.wait_until_ready(READY_SECONDS)
            self.say(f"{process.name} is ready ({time.monotonic() - began:.1f} s)")

    def prepare(self) -> None:
        """Database, schemas, migrations, demo desks and the list of processes; nothing is started yet."""
        self.var.mkdir(parents=True, exist_ok=True)
        self.secrets = load_or_make(self.var / "secrets.json")
        admin = self.admin_url
        if not admin:
            self.say("starting PostgreSQL")
            self._server, admin = embedded.start(self.var / "postgres", self.secrets["POSTGRES_PASSWORD"])
        passwords = {role: self.secrets[f"ROLE_{role}"] for role in database.ROLES}
        self.urls = database.prepare(admin, passwords)
        self.say("migrating the database")
        migrate.upgrade_all(self.urls.admin)
        envs = environments(Plan(ROOT, self.var, self.env, self.ports, self.urls, self.secrets, self.extra))
        self._make_processes(envs)
        self._make_demo_desks(envs["referral"])

    def train(self) -> None:
        """Train the model when the content or the bot changed, and only then."""
        command = [str(BOT_PYTHON), "-m", "bot.train"]
        env = {name: value for name, value in self.processes["bot"].env.items() if name not in ONE_THREAD}  # training gains by all cores
        result = subprocess.run(command, cwd=ROOT, env=env, check=False)
        if result.returncode:
            raise RuntimeError("training the model failed; its messages stand above")

    def stop(self) -> None:
        """Stop every process side by side, then the database. Nothing is left running."""
        for process in self.processes.values():
            process.ask_to_stop()
        for process in self.processes.values():
            process.stop()
        if self._server is not None:
            self._server.cleanup()
            self._server = None

    def restart_dead(self) -> list[str]:
        """Start again what died; returns the names."""
        dead = [p for p in self.processes.values() if not p.alive]
        for process in dead:
            process.start()
        return [p.name for p in dead]

    def _make_processes(self, envs: dict[str, dict[str, str]]) -> None:
        here, logs, p = "http://127.0.0.1", self.var / "logs", self.ports
        python = sys.executable

        def room(name: str, room: str, command: list[str], ready: str = "", cwd: Path = ROOT) -> None:
            self.processes[name] = Process(name, command, envs[room], cwd, logs / f"{name}.log", ready)

        rasa = [str(BOT_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(p.bot), "--endpoints", "endpoints.yml"]
        rasa += ["--credentials", "credentials.yml", "-m", str(self.model_dir)]
        # One thread a message, several messages at once: threads that share one short message mostly wait for each other,
        # and do so by spinning (measured: 120 ms of processor time for a message instead of 25).
        envs["bot-service"] = envs["bot"] | ONE_THREAD
        room("bot", "bot-service", rasa, f"{here}:{p.bot}/webhooks/wegwijzer/ready", ROOT / "bot")
        room("actions", "actions", [python, "-m", "actions"], f"{here}:{p.actions}/health")
        room("referral", "referral", [python, "-m", "referral"], f"{here}:{p.referral}/health/ready")
        room("referral-worker", "referral", [python, "-m", "referral.worker"])
        for number in range(self.workers):
            room("channels-worker" + (f"-{number + 1}" if number else ""), "channels", [python, "-m", "channels.worker"])
        room("channels", "channels", [python, "-m", "channels"], f"{here}:{p.channels}/health/live")

    def _make_demo_desks(self, env: dict[str, str]) -> None:
        if self.env == "production":
            return
        from deploy.launch.demo import make_demo_desks

        self.say("looking after the demo desks")
        self.demo = make_demo_desks(env, ROOT)
