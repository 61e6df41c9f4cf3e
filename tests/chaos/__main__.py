"""`make chaos`: many people, faults by chance, every process killed again and again. Exit code 1 when one message was not answered
exactly once and in order, as the Twilio double sees it, or a report was filed twice or not at all.

`--echo`: only the channels room, with a bot that repeats: no model, a few minutes.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.channels.bot_double import BotDouble, echo
from tests.channels.twilio_double import TwilioDouble
from tests.channels.twilio_mischief import Mischief
from tests.chaos.people import DESK, REPORT, Crowd
from tests.chaos.room import Room
from tests.chaos.whole import Whole

BOT_FAULTS = (500, 503, 0)  # 0: slow
LONGEST_WAIT = 600.0


class ShakyBot(BotDouble):
    """Fails or dawdles by chance, and answers a repeated message as it did before, as the real one does."""

    def __init__(self, rate: float, dice: random.Random) -> None:
        super().__init__()
        self._rate, self._dice = rate, dice
        self.faults: Counter[str] = Counter()

    def take(self, turn: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self._dice.random() < self._rate:
            status = self._dice.choice(BOT_FAULTS)
            self.faults[str(status or "slow")] += 1
            if status:
                return status, {}
            time.sleep(1.0)
        return super().take(turn)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--echo", action="store_true", help="only the channels room, with a bot that repeats")
    parser.add_argument("--senders", type=int, default=200, help="each writes a report of 11 messages and asks for the menu (--echo: 10)")
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--kills", type=int, default=5, help="of each process, at least")
    parser.add_argument("--pause", type=float, default=4.0, help="seconds between two kills, about")
    parser.add_argument("--seconds", type=float, default=150.0, help="in which one person writes it all, about")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="wegwijzer-chaos-logs-"))
    with TwilioDouble() as twilio:
        if asked.echo:
            bot = ShakyBot(asked.rate, random.Random(asked.seed + 1))
            bot.start().answer = echo
            with Room(twilio, bot, folder) as room:
                script = tuple(f"m{n:03d}" for n in range(10))
                crowd = Crowd(twilio, script, asked.seconds, random.Random(asked.seed + 3))
                expected = {True: [f"heard {text}" for text in script], False: [f"sms {text}" for text in script]}
                good = run(asked, crowd, room, expected, {"faults of the bot": _listed(bot.faults)})
            bot.stop()
        else:
            twilio.window = True
            with Whole(twilio, folder) as whole:
                crowd = Crowd(twilio, REPORT, asked.seconds, random.Random(asked.seed + 3), whole.say_from_desk)
                good = run(asked, crowd, whole, sample(crowd), {})
    print(f"logs: {folder}")
    sys.exit(0 if good else 1)


def sample(crowd: Crowd) -> dict[bool, list[str]]:
    """What two people hear while nothing goes wrong, one on WhatsApp and one over SMS."""
    expected = {}
    for sender in ("whatsapp:+48699999901", "+48699999902"):
        crowd.person(sender, patient=True)
        expected[sender.startswith("whatsapp:")] = crowd.heard(sender).answers
        answers = crowd.heard(sender).answers
        assert len(answers) == len(REPORT) + 1, answers
        assert answers[len(REPORT) - 1] == "FILED", answers
    return expected


def run(asked: argparse.Namespace, crowd: Crowd, place: Room | Whole, expected: dict[bool, list[str]], more: dict[str, str]) -> bool:
    """True when everything went as it should. Prints the table."""
    twilio, before = crowd.twilio, len(crowd.said)
    twilio.mischief = Mischief(asked.rate, asked.seed + 2, late=DESK)
    senders = [f"{'whatsapp:' if n % 4 else ''}+4860{n:07d}" for n in range(asked.senders)]
    stopped, written = threading.Event(), list[float]()
    began, loads = time.monotonic(), [os.getloadavg()[0]]

    def live() -> None:
        try:
            with ThreadPoolExecutor(asked.senders) as people:
                list(people.map(crowd.person, senders))
            loads.append(os.getloadavg()[0])
            written.append(time.monotonic() - began)
            while place.fewest_kills() < asked.kills:
                time.sleep(0.5)
        finally:
            stopped.set()

    living = threading.Thread(target=live)
    living.start()
    # in this thread: a process of the house ends with the thread that started it
    place.keep_killing(stopped, asked.pause, random.Random(asked.seed), asked.kills + 2)
    living.join()
    quiet = place.wait_until_quiet(LONGEST_WAIT, cases=len(crowd.said))
    ended = time.monotonic() - began
    time.sleep(17)  # a request that was under way when its sender was killed
    mistakes = crowd.mistakes(expected)
    if isinstance(place, Whole) and (cases := place.cases()) != len(crowd.said):
        mistakes.append(f"{cases} cases at the desks, {len(crowd.said)} reports")
    heard = [crowd.heard(sender) for sender in senders]
    rows = {
        "messages, senders": f"{sum(len(crowd.said[s]) for s in senders)}, {len(crowd.said) - before} (a quarter over SMS)",
        "messages of desks": str(sum(map(len, crowd.from_desk.values()))),
        "of these called for by a template": str(sum(len(h.templates) for h in heard)),
        "cases at the desks": str(place.cases()) if isinstance(place, Whole) else "none are made",
        "share of faults": f"{asked.rate:.0%}",
        "killed with -9": _listed(place.kills),
        "faults at Twilio": _listed(twilio.mischief.done),
        **more,
        "webhooks tried again": _listed(crowd.tries) or "none",
        "all written after": f"{written[0]:.0f} s",
        "all answered after": f"{ended:.0f} s" if quiet else "never: some still wait",
        "dead letters": str(place.dead()),
        "notices about waiting": str(sum(len(h.notices) for h in heard)),
        "people with a mistake": str(len(mistakes)),
        "load of the machine, begin and end": f"{loads[0]:.1f}, {loads[-1]:.1f}",
    }
    print("\n| what | value |\n|---|---|", *(f"| {name} | {value} |" for name, value in rows.items()), sep="\n")
    print(*mistakes, sep="\n")
    return quiet and not mistakes


def _listed(counted: dict[str, int]) -> str:
    return ", ".join(f"{what} {count}" for what, count in sorted(counted.items()))


if __name__ == "__main__":
    main()
