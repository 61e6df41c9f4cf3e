"""Read messages as JSON lines, write what the live bot understands of them.

    python -m bot.understand [--model FILE_OR_FOLDER] < messages.jsonl

Each line {"text": …} (optional "language": the conversation's language so far) gives
{"intent", "confidence", "top3", "language", "danger", "danger_kind"}: `danger` is true or false, `danger_kind` the most urgent
kind (medical, fire, suicide, violence, held, passport, frost) or null. The stored Rasa model is loaded and asked, as in the live bot.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.nlu.quiet import quiet

MODELS = Path(__file__).resolve().parent / ".build" / "models"


def newest(place: Path) -> Path:
    """The model file itself, or the newest one in a folder. Rasa takes any other file silently, so we look first."""
    if place.is_file():
        return place
    found = sorted(place.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime)
    if not found:
        raise SystemExit(f"no trained model in {place}; train one first")
    return found[-1]


class Reader:
    """The understanding part of a stored Rasa model."""

    def __init__(self, model: Path):
        quiet()
        from rasa.core.agent import Agent

        self._agent = Agent.load(str(newest(model)))
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str, language: str | None = None) -> dict[str, Any]:
        """Rasa's own parse result: intent, intent_ranking, entities."""
        from rasa.core.channels.channel import UserMessage

        # A typed "/intent" must not be taken for a button: the channel strips it too.
        message = UserMessage(text.lstrip("/ "), metadata={"language": language})
        return self._loop.run_until_complete(self._agent.processor.parse_message(message))

    def understand(self, text: str, language: str | None = None) -> dict[str, Any]:
        """The short form that the command prints."""
        parsed = self.parse(text, language)
        ranking = [r for r in parsed.get("intent_ranking", []) if r["name"] != "nlu_fallback"]
        best = ranking[0] if ranking else {"name": "out_of_scope", "confidence": 0.0}
        entities = parsed.get("entities", [])
        kind = next((e["value"] for e in entities if e["entity"] == "danger"), None)
        return {
            "intent": best["name"],
            "confidence": round(best["confidence"], 4),
            "top3": [r["name"] for r in ranking[:3]],
            "language": next((e["value"] for e in entities if e["entity"] == "spoken_language"), language),
            "danger": kind is not None,
            "danger_kind": kind,
        }


def answers(lines: Iterable[str], reader: Reader) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            text = asked["text"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            yield json.dumps({"error": f'line {number}: expected an object with "text" ({error})'})
            continue
        yield json.dumps(reader.understand(str(text)[:1000], asked.get("language")), ensure_ascii=False)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, default=MODELS)
    reader = Reader(options.parse_args().model)
    for line in answers(sys.stdin, reader):
        print(line, flush=True)


if __name__ == "__main__":
    main()
