"""`make run`: start everything, show the addresses, stop everything on Ctrl-C."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.table import Table

from content.languages import LANGUAGES
from deploy.launch.environment import TWILIO, Ports
from deploy.launch.house import ROOT, House, free_port

OURS = ("CHANNELS_PUBLIC_URL", "REFERRAL_PUBLIC_URL", "WEGWIJZER_LOG_LEVEL")
console = Console(highlight=False)


def main() -> None:
    env = os.environ.get("WEGWIJZER_ENV", "demo")
    if env == "production":
        console.print("make run starts the demo, and the demo does not run with WEGWIJZER_ENV=production. See docs/operations.md.")
        sys.exit(2)
    began = time.monotonic()

    def say(line: str) -> None:
        console.print(f"[dim]{time.monotonic() - began:6.1f} s[/]  {line}")

    outside = {k: v for k, v in os.environ.items() if k in TWILIO or k in OURS}
    house = House(var=Path(os.environ.get("WEGWIJZER_VAR_DIR", ROOT / "var")), env=env, ports=_ports(), extra=outside, say=say)
    # SIGINT too: a shell that starts us in the background hands it down as ignored
    signal.signal(signal.SIGINT, _as_ctrl_c)
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        house.start()
        _show(house)
        _watch(house)
    except KeyboardInterrupt:
        console.print("\nstopping …")
    except RuntimeError as error:
        console.print(f"[red]{error}[/]")
        sys.exit(1)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave half a house running
        house.stop()
        console.print("everything is stopped")


def _ports() -> Ports:
    wanted = Ports()
    return Ports(free_port(wanted.channels), free_port(wanted.referral), free_port(wanted.bot), free_port(wanted.actions))


def _as_ctrl_c(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _watch(house: House) -> None:
    while True:
        time.sleep(1)
        for name in house.restart_dead():
            console.print(f"{name} had stopped and is started again; see {house.var / 'logs'}")


def _show(house: House) -> None:
    here, p = "http://127.0.0.1", house.ports
    table = Table(show_header=False, box=None, padding=(0, 2))
    table.add_row("Web chat", f"{here}:{p.channels}/chat")
    table.add_row("Desk", f"{here}:{p.referral}/")
    table.add_row("Information pages", "   ".join(f"{here}:{p.referral}/{language}" for language in LANGUAGES))
    table.add_row("A case by its code", f"{here}:{p.referral}/case")
    table.add_row("Health", f"{here}:{p.channels}/health/ready   {here}:{p.referral}/health/ready")
    table.add_row("Metrics", f"{here}:{p.channels}/metrics   {here}:{p.referral}/metrics")
    table.add_row("Twilio", "on" if house.extra.get("TWILIO_ACCOUNT_SID") else "off (no account set): use the web chat")
    table.add_row("Logs", str(house.var / "logs"))
    console.print()
    console.print(table)
    if house.demo:
        staff = Table(title="Demo desk staff (demo only, never in production)", title_justify="left")
        for column in ("desk", "log in as", "one-time password"):
            staff.add_column(column)
        for row in house.demo:
            staff.add_row(str(row.get("desk", "")), str(row.get("email", "")), str(row.get("password") or "already changed by the user"))
        console.print(staff)
    console.print("Ctrl-C stops everything.\n")


if __name__ == "__main__":
    main()
