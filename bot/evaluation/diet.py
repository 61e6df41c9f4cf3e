"""Rasa's stock pipeline on the same data: the baseline to beat."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.scores import Judged, summary
from bot.nlu import corpus
from bot.nlu.quiet import quiet

_PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 7},
]


def measure(rows: list[dict[str, str]]) -> dict[str, Any]:
    """Train as `rasa init` would, then judge the same messages. Takes minutes to an hour, by the amount of data."""
    quiet()
    from bot.understand import Reader

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        by_intent: dict[str, list[dict[str, Any]]] = {}
        for example in corpus.read():
            by_intent.setdefault(example.intent, []).append({"text": example.text})
        nlu = [{"intent": intent, "examples": found} for intent, found in by_intent.items()]
        _write(folder / "nlu.yml", {"version": "3.1", "nlu": nlu})
        _write(folder / "config.yml", {"recipe": "default.v1", "assistant_id": "baseline", "language": "nl", "pipeline": _PIPELINE})
        started = time.monotonic()
        from rasa.model_training import train_nlu

        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
        seconds = time.monotonic() - started
        reader = Reader(Path(str(model)))
        judged = []
        for row in rows:
            said = reader.understand(row["text"])
            judged.append(Judged(**row, said=said["intent"], confidence=said["confidence"], top3=said["top3"]))
    return {**summary(judged), "seconds": seconds}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, width=1000), encoding="utf-8")
