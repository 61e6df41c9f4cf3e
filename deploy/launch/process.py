"""One child process: started in its own group, tied to our life, stopped politely and then firmly."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

STOP_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1


def _tie_to_parent() -> None:
    # If the launcher is killed with -9 nobody else would stop its children (Linux only; elsewhere Ctrl-C still does).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Process:
    """`ready` is the address that answers 200 when the process can work; empty = ready when it runs."""

    name: str
    command: list[str]
    env: dict[str, str]
    cwd: Path
    log: Path
    ready: str = ""
    child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(
                self.command,
                env=self.env,
                cwd=self.cwd,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # so that Ctrl-C reaches only the launcher, which stops the others in order
                preexec_fn=_tie_to_parent,
            )

    @property
    def alive(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def is_ready(self) -> bool:
        if not self.alive:
            return False
        if not self.ready:
            return True
        try:
            return httpx.get(self.ready, timeout=2.0).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def ask_to_stop(self) -> None:
        self.signal(signal.SIGTERM)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ask, wait, then kill the whole group. Returns when nothing of it runs."""
        if self.child is None:
            return
        self.signal(signal.SIGTERM)
        try:
            self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self.child.wait(seconds)

    def kill(self) -> None:
        """As a power cut would: no clean-up."""
        self.signal(signal.SIGKILL)
        if self.child is not None:
            self.child.wait(STOP_SECONDS)

    def signal(self, number: int) -> None:
        if self.child is not None and self.child.poll() is None:
            os.killpg(self.child.pid, number)

    def wait_until_ready(self, seconds: float, pause: float = 0.2) -> None:
        """Raises RuntimeError with the end of the log when the process dies or is too late."""
        end = time.monotonic() + seconds
        while not self.is_ready():
            if not self.alive:
                raise RuntimeError(f"{self.name} stopped while starting:\n{self.tail()}")
            if time.monotonic() > end:
                raise RuntimeError(f"{self.name} was not ready after {seconds:.0f} s:\n{self.tail()}")
            time.sleep(pause)

    def tail(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""
