"""Puts together what Rasa is trained on: questions as NLU data, topics as intents and rules, and the bot's own domain and rules."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from bot.nlg import voice
from bot.nlu import corpus

BOT = Path(__file__).resolve().parent
FORM_STARTERS = ("report_abuse", "talk_to_desk")  # topics whose rule starts a form, in bot/rules/forms.yml


def compile_all(target: Path) -> tuple[Path, Path, int]:
    """Writes `target`/data and `target`/domain; returns both and the number of messages. Raises SystemExit when there are none."""
    shutil.rmtree(target, ignore_errors=True)
    data, domain = target / "data", target / "domain"
    data.mkdir(parents=True)
    domain.mkdir()
    examples = corpus.read()
    if not examples:
        raise SystemExit("no questions in content/*/questions: there is nothing to learn from")
    _write(data / "nlu.yml", {"nlu": nlu(examples)})
    _write(data / "topics.yml", {"rules": topic_rules()})
    _write(domain / "content.yml", content_domain())
    for rules in (BOT / "rules").glob("*.yml"):
        shutil.copy(rules, data / rules.name)
    for part in (BOT / "domain").glob("*.yml"):
        shutil.copy(part, domain / part.name)
    return data, domain, len(examples)


def nlu(examples: list[corpus.Example]) -> list[dict[str, Any]]:
    """One block of lines for each intent and language. Rasa reads such blocks fifty times faster than an entry a message."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for example in examples:
        blocks.setdefault((example.intent, example.language), []).append(f"- {example.text}\n")
    return [
        {"intent": intent, "metadata": {"language": language}, "examples": Block("".join(lines))}
        for (intent, language), lines in blocks.items()
    ]


def topic_rules() -> list[dict[str, Any]]:
    topics = [t for t in voice.topic_names() if t not in FORM_STARTERS]
    return [{"rule": t, "steps": [{"intent": t}, {"action": f"utter_{t}"}]} for t in topics]


def content_domain() -> dict[str, Any]:
    """Intents and everything that can be said, as content has it."""
    topics = voice.topic_names()
    spoken = [*topics, *voice.response_names(), "repeat", "ask_rephrase"]
    intents = [{name: {"use_entities": []}} for name in [*topics, *voice.dialogue_names()]]
    return {"intents": intents, "actions": sorted({f"utter_{name}" for name in spoken})}


class Block(str):
    """Text that YAML writes as a block of lines."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|"))


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(
        yaml.dump({"version": "3.1", **content}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8"
    )
