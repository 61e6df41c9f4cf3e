"""Stock Rasa beside us: its default pipeline and policies, REST channel, in-memory tracker, on the same questions and answers."""

import asyncio
import json
import os
import subprocess
import time
from pathlib import Path

import yaml

from content.live import catalogue
from deploy.launch.house import BOT_PYTHON, ROOT, free_port
from deploy.launch.process import Process
from tests.bench.house_run import Result
from tests.bench.traffic import TOPICS, conversation
from tests.bench.wire import Client

# Messages per intent and language. The default pipeline needs an hour on all of them; how fast it answers does not depend on it.
PER_INTENT = 15
FOLDER = ROOT / "bot" / ".build" / "stock"
ENV = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL_LIBRARIES": "ERROR"}


def build() -> Path:
    """A plain Rasa project as `rasa init` would lay it out, trained once; returns the folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = catalogue()
    intents = [*TOPICS, *known.dialogue_intents]
    nlu = []
    for intent in intents:
        lines: list[str] = []
        for lang in known.languages:
            file = ROOT / "content" / lang / "questions" / f"{intent}.txt"
            lines += [x.strip() for x in file.read_text().splitlines() if x.strip() and not x.startswith("#")][:PER_INTENT]
        nlu.append({"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)})
    responses = {f"utter_{i}": [{"text": f"{i} " * 60}] for i in intents}
    domain = {
        "version": "3.1",
        "intents": intents,
        "responses": responses,
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    rules = [{"rule": i, "steps": [{"intent": i}, {"action": f"utter_{i}"}]} for i in intents]
    for name, data in (("nlu", {"version": "3.1", "nlu": nlu}), ("rules", {"version": "3.1", "rules": rules}), ("domain", domain)):
        (FOLDER / f"{name}.yml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    (FOLDER / "config.yml").write_text("recipe: default.v1\nassistant_id: stock\nlanguage: en\npipeline: null\npolicies: null\n")
    (FOLDER / "credentials.yml").write_text("rest:\n")
    (FOLDER / "endpoints.yml").write_text("")
    if not list((FOLDER / "models").glob("*.tar.gz")):
        command = [str(BOT_PYTHON), "-m", "rasa", "train", "--data", "nlu.yml", "rules.yml", "--domain", "domain.yml", "--out", "models"]
        subprocess.run(command, cwd=FOLDER, env=ENV, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return FOLDER


def server() -> tuple[Process, int]:
    port = free_port()
    command = [str(BOT_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "--credentials", "credentials.yml", "-m", "models"]
    return Process("stock-rasa", command, ENV, FOLDER, FOLDER / "rasa.log", f"http://127.0.0.1:{port}/webhooks/rest/"), port


async def side_by_side(port: int, conversations: int, turns: int, seed: int) -> Result:
    result = Result()

    async def person(index: int) -> None:
        client = Client(port)
        for text in conversation(seed * 1000 + index, turns):
            # a menu number means nothing to stock Rasa; its own way of pressing a button is the intent itself
            text = "/show_menu" if text == "0" else "/minimum_wage" if text == "1" else text
            body = json.dumps({"sender": f"bench-{seed}-{index}", "message": text}).encode()
            status, content, seconds = await client.post("/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
            if status != 200:
                raise RuntimeError(f"stock Rasa answered {status} {content[:100]!r}")
            result.silent += not json.loads(content)  # its own fallback says nothing; the time counts all the same
            result.replies.append(seconds)
        client.close()

    began = time.perf_counter()
    await asyncio.gather(*(person(i) for i in range(conversations)))
    result.seconds = time.perf_counter() - began
    return result
