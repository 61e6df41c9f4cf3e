"""Plays a written conversation (README.md) against the real bot and says in plain words where it went another way."""

import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import yaml

from tests.bot.service import Bot, Referral, Worker

FOLDER = Path(__file__).parent
KNOWN = {"says", "picks", "sends", "hears", "hears_not", "offers", "offers_not", "speaks", "waits_hours", "files"}
KNOWN |= {"files_nothing", "nobody_knows", "desk_writes", "desk", "desk_has", "from_another_phone", "counts"}
WORDS = {
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "en": "zero one two three four five six seven eight nine",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "ro": "zero unu doi trei patru cinci șase șapte opt nouă",
    "bg": "нула едно две три четири пет шест седем осем девет",
}
CODE = re.compile(r"\{code(?::(\w+))?\}")


def talks() -> list[tuple[str, dict[str, Any]]]:
    """(name, talk) of every file, in order."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for number, talk in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            found.append((f"{path.stem} {number}: {talk['name']}", talk))
    return found


def written(code: str, how: str | None, language: str) -> str:
    """The code as people write it: in groups, or with `dots`, `dashes`, look-alike `letters`, in `words`, or one digit `short`."""
    groups = [code[i : i + 4] for i in range(0, 16, 4)]
    words = WORDS[language].split()
    as_words = " ".join(words[int(digit)] for digit in code)
    letters = " ".join(groups).translate(str.maketrans("03", "ОЗ"))
    return {"dots": ".".join(groups), "dashes": "-".join(groups), "letters": letters, "words": as_words, "short": code[:15]}.get(
        how or "", " ".join(groups)
    )


@dataclass
class Play:
    """One conversation. `heard` is the last answer; `said` what was written so far, for the message of a failure."""

    bot: Bot
    referral: Referral
    bot_database: str
    talk: dict[str, Any]
    said: list[str] = field(default_factory=list)
    heard: dict[str, Any] = field(default_factory=dict)

    def run(self) -> None:
        """Raises AssertionError with the conversation so far."""
        self.worker = Worker(self.bot, channel=self.talk.get("channel", "whatsapp"), language=self.talk.get("language"))
        self.filed_before = len(self.referral.filed)
        self.counted = self._tally()
        self.code = "".join(secrets.choice("0123456789") for _ in range(16))
        if self.talk.get("case"):  # handed in some days ago
            self.referral.cases[self.code] = {"kind": "report", "filed_at": "2026-11-20T10:00:00Z", "messages": []}
        for line in self.talk["talk"]:
            assert set(line) <= KNOWN, f"unknown word in the script: {set(line) - KNOWN}"
            for word, wanted in line.items():
                getattr(self, f"_{word}")(wanted)

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self.heard["replies"])

    @property
    def titles(self) -> list[str]:
        return [option["title"] for reply in self.heard["replies"] for option in reply["options"]]

    def _turn(self, shown: str, message: str = "", **more: Any) -> None:
        self.heard = self.worker.turn(message, **more)
        self.said += [f"  worker: {shown}", *(f"     bot: {line}" for line in self.text.splitlines() if line), f"          {self.titles}"]

    def _says(self, text: Any) -> None:
        said = CODE.sub(lambda found: written(self.code, found.group(1), self.talk.get("language") or "en"), str(text))
        self._turn(said, said)

    def _from_another_phone(self, _: bool) -> None:
        self.said.append("  (from another phone)")
        self.worker = Worker(self.bot, channel=self.talk.get("channel", "whatsapp"))

    def _desk_writes(self, text: str) -> None:
        self.said.append(f"    desk: {text}")
        message = {"from": "desk", "text": text, "language": "nl", "at": "2026-11-24T10:00:00Z"}
        self.referral.cases[self.code]["messages"].append(message)

    def _desk(self, state: dict[str, Any]) -> None:
        """What the look-up says from now on (`status answer_by late`); `held`: the desk keeps the case."""
        self.said.append(f"    desk: {state}")
        case = self.referral.cases[self.code]
        case["held"] = state.pop("held", False)
        case["desk"] = state

    def _desk_has(self, words: str) -> None:
        self._check(any(words in m["text"] for m in self.referral.cases[self.code]["messages"]), f"the desk has not got “{words}”")

    def _picks(self, title: str) -> None:
        """A button, by its words."""
        found = [o["payload"] for r in self.heard["replies"] for o in r["options"] if o["title"] == title]
        self._check(bool(found), f"there is no button “{title}”")
        self._turn(f"[{title}]", f"!{found[0]}")

    def _sends(self, kind: str) -> None:
        self._turn(f"({kind})", kind=kind)

    def _hears(self, parts: str | list[str]) -> None:
        for part in [parts] if isinstance(parts, str) else parts:
            self._check(part in self.text, f"the answer lacks “{part}”")

    def _hears_not(self, parts: str | list[str]) -> None:
        for part in [parts] if isinstance(parts, str) else parts:
            self._check(part not in self.text, f"the answer has “{part}”")

    def _offers(self, titles: str | list[str]) -> None:
        for title in [titles] if isinstance(titles, str) else titles:
            self._check(title in self.titles, f"there is no button “{title}”")

    def _offers_not(self, title: str) -> None:
        self._check(title not in self.titles, f"there is a button “{title}”")

    def _speaks(self, language: str) -> None:
        self._check(self.heard["language"] == language, f"the bot speaks {self.heard['language']}, not {language}")

    def _waits_hours(self, hours: int) -> None:
        self.said.append(f"  ({hours} hours later)")
        with psycopg.connect(self.bot_database, autocommit=True) as connection:
            connection.execute(
                "UPDATE conversations SET seen_at = seen_at - make_interval(hours => %s) WHERE conversation = %s",
                [hours, self.worker.conversation],
            )

    def _files(self, wanted: dict[str, Any]) -> None:
        """The case that was handed in last has these facts; of words, a part is enough."""
        self._check(len(self.referral.filed) > self.filed_before, "nothing was handed in")
        case = list(self.referral.cases.values())[-1]
        flat = case | case.get("details", {})
        for name, value in wanted.items():
            has = flat.get(name)
            self._check(str(value) in str(has) if name == "text" else has == value, f"the case has {name} = {has!r}, not {value!r}")

    def _files_nothing(self, _: bool) -> None:
        self._check(len(self.referral.filed) == self.filed_before, "something was handed in")

    def _nobody_knows(self, words: str) -> None:
        """After all: a stranger who opens the bot's memory with its key would not find these words of the worker."""
        other = Worker(self.bot, language=self.talk.get("language"), conversation=self.worker.conversation)
        seen = "\n".join(other.says(text) for text in (secrets.token_hex(2), "!repeat"))
        self._check(words not in seen, f"the bot still remembers “{words}”")

    def _counts(self, wanted: dict[str, Any]) -> None:
        """What this conversation added to the counts of a topic in its language (`useful not_useful missing`)."""
        topic = wanted["topic"]
        now, before = self._tally().get(topic, (0, 0, 0)), self.counted.get(topic, (0, 0, 0))
        added = {name: a - b for name, a, b in zip(("useful", "not_useful", "missing"), now, before, strict=True) if a - b}
        self._check(added == {k: v for k, v in wanted.items() if k != "topic"}, f"counted was {added}")

    def _tally(self) -> dict[str, tuple[int, int, int]]:
        query = "SELECT topic, sum(useful), sum(not_useful), sum(missing) FROM feedback_counts WHERE language = %s GROUP BY topic"
        with psycopg.connect(self.bot_database) as connection:
            rows = connection.execute(query, [self.talk.get("language")]).fetchall()
        return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}

    def _check(self, right: bool, problem: str) -> None:
        assert right, "\n".join([problem, *self.said])
