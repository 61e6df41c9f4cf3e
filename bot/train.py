"""Trains the model when the content or the bot changed, and only then.

    bot/.venv/bin/python -m bot.train [--force]        from the root of the repository

Compiles content into bot/.build/data, compares a fingerprint, trains into bot/.build/models. Exit code 0: a current model is there.
"""

import argparse
import fcntl
import hashlib
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from bot.nlu import corpus

BOT = Path(__file__).resolve().parent
ROOT = BOT.parent
BUILD = BOT / ".build"
MODELS = BUILD / "models"
# Answers and phrases are read when spoken; only what the model learns from is in the fingerprint.
LEARNED_FROM = (
    "content/*/questions/*.txt", "content/topics.yaml", "content/dialogue.yaml", "bot/nlu/**/*.py", "content/danger/*/*",
    "bot/config.yml", "bot/domain/*.yml", "bot/rules/*.yml", "bot/train.py", "bot/uv.lock",
)  # fmt: skip
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false", "TQDM_DISABLE": "1", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
_began = time.monotonic()


def say(line: str) -> None:
    print(f"[train {time.monotonic() - _began:6.1f} s] {line}", flush=True, file=sys.__stdout__)


def fingerprint() -> str:
    """Twelve hex digits over names and bytes of everything that shapes the model."""
    digest = hashlib.sha256()
    for pattern in LEARNED_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr(sorted(corpus.taught(ROOT / "content"))).encode())  # an answer more or less changes what is learnt
    return digest.hexdigest()[:12]


@contextmanager
def _alone() -> Iterator[None]:
    """One training at a time in this folder: two would write the same files. The second waits, and then mostly finds a current model."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "train.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another training is under way, waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def train(force: bool = False) -> Path:
    """The model file. Raises SystemExit with a message when training is not possible."""
    with _alone():
        return _train(force)


def _train(force: bool) -> Path:
    model = MODELS / f"wegwijzer-{fingerprint()}.tar.gz"
    if model.exists() and not force:
        say(f"nothing changed, {model.name} is current")
        return model
    from bot.compile import compile_all

    data, domain, examples = compile_all(BUILD / "data")
    say(f"training on {examples} messages; this takes one to five minutes")
    defaults = QUIET | {"RASA_CACHE_DIRECTORY": str(BUILD / "rasa-cache")}
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    fresh = BUILD / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    with (BUILD / "train.log").open("w") as log, redirect_stdout(log), redirect_stderr(log), _heartbeat():
        result = _rasa_train(data, domain, fresh, force)
    if result.code != 0 or not result.model:
        raise SystemExit(f"training gave no model; see {BUILD / 'train.log'}")
    return _keep(Path(result.model), model, fresh)


@contextmanager
def _heartbeat() -> Iterator[None]:
    """A line every 15 seconds: nobody should wonder whether it hangs."""
    done = threading.Event()

    def tick() -> None:
        while not done.wait(15):
            say("still training")

    threading.Thread(target=tick, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _rasa_train(data: Path, domain: Path, fresh: Path, force: bool) -> Any:
    """What the libraries say about themselves goes to train.log; our own lines of progress go to the terminal."""
    os.chdir(BOT)
    import rasa
    from rasa.utils.log_utils import configure_structlog

    logging.getLogger("rasa").setLevel(logging.WARNING)
    configure_structlog(logging.WARNING)
    return rasa.train(
        domain=str(domain), config=str(BOT / "config.yml"), training_files=[str(data)], output=str(fresh), force_training=force,
        fixed_model_name="model",
    )  # fmt: skip


def _keep(trained: Path, model: Path, fresh: Path) -> Path:
    MODELS.mkdir(parents=True, exist_ok=True)
    trained.replace(model)
    shutil.rmtree(fresh, ignore_errors=True)
    for old in MODELS.glob("*.tar.gz"):
        if old != model:
            old.unlink()
    say(f"{model.name} is ready")
    return model


def main() -> None:
    parser = argparse.ArgumentParser(prog="bot.train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    train(parser.parse_args().force)


if __name__ == "__main__":
    sys.exit(main())
