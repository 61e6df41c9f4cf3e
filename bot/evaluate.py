"""Measure how well messages are understood, through the stored model and the same code as the live bot.

    python -m bot.evaluate [--dev FOLDER] [--model FILE_OR_FOLDER] [--diet] [--write]

FOLDER holds <lang>.jsonl with {"text", "intent", "variant", "lang"}. `--diet` also trains and measures Rasa's stock pipeline (minutes).
`--write` puts the numbers into docs/understanding.md.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from bot.evaluation import diet, plot, report
from bot.evaluation.scores import Judged, summary
from bot.nlu import corpus, encoder
from bot.understand import MODELS, Reader

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared" / "nlu_dev"
DOCUMENT = ROOT / "docs" / "understanding.md"


def read_dev(folder: Path) -> list[dict[str, str]]:
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines() if line]
    if not rows:
        raise SystemExit(f"no *.jsonl in {folder}; give the folder with --dev")
    return rows


def judge(reader: Reader, rows: list[dict[str, str]]) -> list[Judged]:
    """Ask the bot each message, one after the other, as it would get them: no conversation language known."""
    reader.understand("warm up")
    judged = []
    for row in rows:
        started = time.perf_counter()
        said = reader.understand(row["text"])
        spent = (time.perf_counter() - started) * 1000
        judged.append(Judged(**row, said=said["intent"], confidence=said["confidence"], top3=said["top3"],
                             language=said["language"], danger=said["danger_kind"], milliseconds=spent))  # fmt: skip
    return judged


def main() -> None:
    options = argparse.ArgumentParser(prog="bot.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--dev", type=Path, default=DEV)
    options.add_argument("--model", type=Path, default=MODELS)
    options.add_argument("--diet", action="store_true")
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    everything = read_dev(chosen.dev)
    # While content is being written, the bot is taught only what every language can ask and answer.
    taught = {example.intent for example in corpus.read()}
    rows = [row for row in everything if row["intent"] in taught]
    judged = judge(Reader(chosen.model), rows)
    result = summary(judged)
    result["taught"], result["left_out"] = len(taught), len(everything) - len(rows)
    result["encoder"] = encoder.status()
    result["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if chosen.diet:
        result["diet"] = diet.measure(rows)
    text = report.lines(result)
    print(text)
    if chosen.write:
        report.write(DOCUMENT, text)
        plot.calibration(DOCUMENT.with_name("calibration.svg"), result["bins"])


if __name__ == "__main__":
    main()
