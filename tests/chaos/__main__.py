"""`make chaos`: many senders, faults by chance, every process of the room killed again and again. Exit code 1 when one message
was not answered exactly once and in order, as the Twilio double sees it."""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from tests.channels.bot_double import BotDouble, echo
from tests.channels.twilio_double import TwilioDouble
from tests.channels.twilio_mischief import Mischief
from tests.chaos.room import Room

BOT_FAULTS = (500, 503, 0)  # 0: slow


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


def send(twilio: TwilioDouble, sender: str, text: str, tries: Counter[str]) -> None:
    """Until it is acknowledged, with one and the same id: as Twilio with retries. The next of this sender comes after it."""
    sid = twilio.new_sid()
    while True:
        try:
            status = twilio.text(sender, text, sid=sid).status_code
        except httpx.HTTPError as error:
            status = type(error).__name__
        if status == 204:
            return
        tries[str(status)] += 1
        time.sleep(0.3)


def wrong(twilio: TwilioDouble, sent: dict[str, list[str]]) -> list[str]:
    """What is not as it should be, a line for each sender."""
    found = []
    for sender, texts in sent.items():
        heard = [body.replace("sms ", "heard ", 1) for body in twilio.to(sender) if body.startswith(("heard ", "sms "))]
        if heard != [f"heard {text}" for text in texts]:
            times = Counter(heard)
            lost = [t for t in texts if not times[f"heard {t}"]]
            twice = [body for body, count in times.items() if count > 1]
            found.append(f"{sender}: lost {lost}, twice {twice}{'' if lost or twice else ', out of order'}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--senders", type=int, default=200)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--kills", type=int, default=5, help="of each process, at least")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    folder = Path(tempfile.mkdtemp(prefix="wegwijzer-chaos-logs-"))
    bot = ShakyBot(asked.rate, random.Random(asked.seed + 1)).start()
    bot.answer = echo
    with TwilioDouble() as twilio, Room(twilio, bot, folder) as room:
        twilio.mischief = Mischief(asked.rate, asked.seed + 2)
        senders = [f"{'whatsapp:' if n % 4 else ''}+4860{n:07d}" for n in range(asked.senders)]
        sent = {sender: [f"m{i:03d}" for i in range(asked.messages // asked.senders)] for sender in senders}
        tries: Counter[str] = Counter()
        stopped = threading.Event()
        killer = threading.Thread(target=room.keep_killing, args=(stopped, 6.0, dice))
        began = time.monotonic()
        killer.start()

        def person(sender: str) -> None:
            for text in sent[sender]:
                send(twilio, sender, text, tries)
                time.sleep(dice.random() * 12)

        with ThreadPoolExecutor(asked.senders) as crowd:
            list(crowd.map(person, senders))
        accepted = time.monotonic() - began
        while min((room.kills[name] for name in room.kills), default=0) < asked.kills or len(room.kills) < 4:
            time.sleep(0.5)
        stopped.set()
        killer.join()
        quiet = room.wait_until_quiet(180)
        ended = time.monotonic() - began
        time.sleep(7)  # a request that was under way when its sender was killed
        mistakes = wrong(twilio, sent)
        total = sum(map(len, sent.values()))
        rows = {
            "messages, senders": f"{total}, {len(sent)}",
            "share of faults": f"{asked.rate:.0%}",
            "killed with -9": ", ".join(f"{name} {count}" for name, count in sorted(room.kills.items())),
            "faults at Twilio": ", ".join(f"{what} {count}" for what, count in sorted(twilio.mischief.done.items())),
            "faults of the bot": ", ".join(f"{what} {count}" for what, count in sorted(bot.faults.items())),
            "webhooks tried again": ", ".join(f"{what} {count}" for what, count in sorted(tries.items())) or "none",
            "accepted after": f"{accepted:.0f} s",
            "all answered after": f"{ended:.0f} s" if quiet else "never: some still wait",
            "dead letters": str(room.dead()),
            "notices about waiting": str(len(twilio.messages) - sum(m.body.startswith(("heard ", "sms ")) for m in twilio.messages)),
            "senders with a mistake": str(len(mistakes)),
        }
        print("\n| what | value |\n|---|---|", *(f"| {name} | {value} |" for name, value in rows.items()), sep="\n")
        print(*mistakes, f"logs: {folder}", sep="\n")
    bot.stop()
    sys.exit(1 if mistakes or not quiet else 0)


if __name__ == "__main__":
    main()
