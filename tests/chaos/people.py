"""What the people of the chaos test do, and what each of them should have heard. Two plays: a bot that repeats, and the real house."""

import random
import re
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from channels.render.sms import plain
from channels.wording import Words
from tests.channels.twilio_double import Sent, TwilioDouble
from tests.journeys.cast import CODE
from tests.journeys.lines import LINES

POLISH = LINES["pl"]
# a whole report, line by line, over a channel where nobody waits for the answer before writing the next
REPORT = (
    POLISH.report, POLISH.story, POLISH.done, "1", POLISH.place, POLISH.yes, POLISH.skip, POLISH.skip, POLISH.skip, POLISH.no, POLISH.yes,
)  # fmt: skip
LAST = "0"  # the menu
DESK = "desk's words "
WAITED = 600.0  # seconds that a person waits for an answer before going on without
DESK_LINE = re.compile(r"\*?Do:\*? .*")
CASE = re.compile(r"\b[RV]-[A-Z0-9]{5}\b")


def normal(body: str) -> str:
    """What is different for every case made the same. A case that waits for the desk's room counts as filed, and while that room is dead
    the summary cannot name the desk."""
    return "FILED" if CODE.search(body) else DESK_LINE.sub("to the desk", CASE.sub("R-CASE", body.replace("\u200b", "")))


@dataclass
class Heard:
    """What one person got, sorted by kind, in order."""

    answers: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    desk: list[str] = field(default_factory=list)


@dataclass
class Crowd:
    """`say_from_desk(id, address, text)` posts a desk's message and gives the status; None where there is no desk."""

    twilio: TwilioDouble
    script: tuple[str, ...]
    seconds: float
    dice: random.Random
    say_from_desk: Callable[[str, str, str], int] | None = None
    desk_messages: int = 2
    tries: Counter[str] = field(default_factory=Counter)
    said: dict[str, list[str]] = field(default_factory=dict)
    from_desk: dict[str, list[str]] = field(default_factory=dict)

    def person(self, sender: str, *, patient: bool = False) -> None:
        """Everything that one person writes. `patient`: waits for every answer, as for the sample that the others are held against."""
        self.said[sender] = []
        for text in self.script:
            self._say(sender, text)
            if patient:
                self._wait(sender, len(self.said[sender]))
            else:
                time.sleep(self.dice.random() * 2 * self.seconds / len(self.script))
        if self.say_from_desk and sender.startswith("whatsapp:"):
            self._wait(sender, len(self.said[sender]))  # WhatsApp's day is not over for an answer, only for a desk's words
            self._hear_from_the_desk(sender)
        if self.say_from_desk:
            self._say(sender, LAST)
            self._answer_calls(sender)
        if patient:
            self._wait(sender, len(self.said[sender]))

    def heard(self, sender: str) -> Heard:
        words, got = Words(), Heard()
        notices = {words.say(key, "pl") for key in ("takes_longer", "too_many_messages")}
        notices |= {plain(words.short(key, "pl")) for key in ("takes_longer", "too_many_messages")}
        for message in [m for m in list(self.twilio.messages) if m.to == sender]:
            self._kind(message, notices, got).append(normal(message.body))
        return got

    def _kind(self, message: Sent, notices: set[str], got: Heard) -> list[str]:
        if self.twilio.contents.approvals.get(message.content) == "approved":
            return got.templates
        if message.body.replace("\u200b", "").startswith(DESK):
            return got.desk
        return got.notices if message.body in notices else got.answers

    def _hear_from_the_desk(self, sender: str) -> None:
        assert self.say_from_desk
        for number in range(self.desk_messages):
            name = str(uuid.uuid4())
            text = f"{DESK}{number} {name}"
            self.from_desk.setdefault(sender, []).append(text)
            while (status := self.say_from_desk(name, sender, text)) != 202:
                self.tries[f"desk {status}"] += 1
                time.sleep(0.5)
        end = time.monotonic() + WAITED
        while time.monotonic() < end:
            got = self.heard(sender)
            if len(got.desk) + len(got.templates) >= self.desk_messages:
                return
            time.sleep(1.0)

    def _answer_calls(self, sender: str) -> None:
        """Who is called by a template once more, because WhatsApp refused the desk's words again, answers once more."""
        end = time.monotonic() + WAITED
        answered = len(self.heard(sender).templates)
        while len((got := self.heard(sender)).desk) < len(self.from_desk.get(sender, [])) and time.monotonic() < end:
            if len(got.templates) > answered:
                answered = len(got.templates)
                self._say(sender, LAST)
            time.sleep(1.0)

    def _wait(self, sender: str, count: int) -> None:
        end = time.monotonic() + WAITED
        while len(self.heard(sender).answers) < count and time.monotonic() < end:
            time.sleep(0.3)

    def _say(self, sender: str, text: str) -> None:
        """Until it is acknowledged, with one and the same id: as Twilio with retries."""
        sid = self.twilio.new_sid()
        self.said[sender].append(text)
        while True:
            try:
                status = str(self.twilio.text(sender, text, sid=sid).status_code)
            except httpx.HTTPError as error:
                status = type(error).__name__
            if status == "204":
                return
            self.tries[status] += 1
            time.sleep(0.3)

    def mistakes(self, expected: dict[bool, list[str]]) -> list[str]:
        """A line for each person who did not get every answer once and in order. `expected`: by whether the person is on WhatsApp."""
        found = []
        for sender in self.said:
            got, wanted = self.heard(sender), expected[sender.startswith("whatsapp:")]
            wanted = wanted + wanted[-1:] * (len(self.said[sender]) - len(wanted))  # the menu for each further answer to a call
            if got.answers != wanted:
                at = next(
                    (n for n, (a, b) in enumerate(zip(got.answers, wanted, strict=False)) if a != b), min(len(got.answers), len(wanted))
                )
                found.append(
                    f"{sender}: {len(got.answers)} answers of {len(wanted)}, other than expected from {at}: {got.answers[at : at + 2]}"
                )
            if sorted(got.desk) != sorted(self.from_desk.get(sender, [])):
                found.append(f"{sender}: {len(got.desk)} of {len(self.from_desk.get(sender, []))} messages of the desk")
        return found
