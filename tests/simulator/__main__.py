"""`make simulate`: the whole house, the Twilio double in front of it, and a page with phones. Ctrl-C stops everything.

`--echo` starts the channels room alone with a bot that repeats what it hears: in seconds, without a model.
"""

import argparse
import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import uvicorn

from deploy.base import database, embedded, migrate
from deploy.launch.environment import Ports
from deploy.launch.house import ROOT, House, free_port
from tests.channels.bot_double import BotDouble
from tests.channels.twilio_double import TwilioDouble
from tests.simulator.app import create_app
from tests.simulator.phones import Phones
from tests.twilio import prism
from tests.twilio.prism import Prism

PAGE = 8010


def main() -> None:
    parser = argparse.ArgumentParser(prog="make simulate")
    parser.add_argument("--echo", action="store_true", help="only the channels room, with a bot that repeats")
    parser.add_argument("--port", type=int, default=PAGE)
    asked = parser.parse_args()
    with TwilioDouble() as double, ExitStack() as stack:
        double.window = True
        front = stack.enter_context(Prism(double.url)) if not (why := prism.missing()) else None
        print(f"Prism is NOT in between: {why}" if why else "Prism holds everything against Twilio's own description", flush=True)
        twilio = double.settings() | ({"TWILIO_API_BASE": front.url} if front else {})
        with echo(twilio) if asked.echo else house(twilio) as (base, env):
            double.connect(base)
            # the menus, so that phones show buttons
            subprocess.run(
                [sys.executable, "-m", "channels.twilio.cli", "sync", "--apply"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
            )
            port = free_port(asked.port)
            print(f"\nphones: http://127.0.0.1:{port}/   Ctrl-C stops everything\n", flush=True)
            uvicorn.run(create_app(Phones(double), front), host="127.0.0.1", port=port, access_log=False, log_level="warning")


@contextmanager
def house(twilio: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    wanted = Ports()
    ports = Ports(free_port(wanted.channels), free_port(wanted.referral), free_port(wanted.bot), free_port(wanted.actions))
    var = Path(os.environ.get("WEGWIJZER_VAR_DIR", ROOT / "var" / "simulator"))
    pages = {"REFERRAL_OUTREACH_URL": f"http://127.0.0.1:{ports.referral}"}
    everything = House(var=var, env="demo", ports=ports, extra=twilio | pages, say=print)
    try:
        everything.start()
        yield f"http://127.0.0.1:{ports.channels}", everything.processes["channels"].env
    finally:
        everything.stop()


@contextmanager
def echo(twilio: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    bot, port = BotDouble().start(), free_port(Ports().channels)
    var = Path(os.environ.get("WEGWIJZER_VAR_DIR", ROOT / "var" / "simulator-echo"))
    var.mkdir(parents=True, exist_ok=True)
    server, admin = embedded.start(var / "postgres", "simulator")
    urls = database.prepare(admin, {role: f"simulator-{role}" for role in database.ROLES})
    migrate.upgrade("channels", urls.admin)
    base = f"http://127.0.0.1:{port}"
    env = os.environ | {
        "WEGWIJZER_ENV": "demo", "CHANNELS_PORT": str(port), "CHANNELS_PUBLIC_URL": base,
        "CHANNELS_DATABASE_URL": urls.roles["wegwijzer_channels"], "CHANNELS_PSEUDONYM_KEY": "ab" * 32,
        "CHANNELS_SERVICE_KEYS": base64.urlsafe_b64encode(b"key of the simulator, 32 letters").decode(),
        "CHANNELS_TOKEN": "channels-token-of-the-simulator",
        "BOT_URL": bot.url, "BOT_TOKEN": bot.token, "REFERRAL_URL": "http://127.0.0.1:1",
        "REFERRAL_CHANNELS_TOKEN": "referral-token-of-the-simulator", **twilio,
    }  # fmt: skip
    processes = [subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, env=env) for module in ("channels", "channels.worker")]
    time.sleep(3)
    try:
        yield base, env
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()
        bot.stop()
        server.cleanup()


if __name__ == "__main__":
    main()
