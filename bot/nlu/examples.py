"""Rasa's training data as our examples."""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import corpus
from bot.nlu.corpus import Example


def from_training_data(training_data: TrainingData) -> list[Example]:
    """Examples with their language: from the example's metadata, else from the content folder that holds the same text."""
    known: dict[str, str] | None = None
    found = []
    for message in training_data.intent_examples:
        text, intent = message.get(TEXT), message.get(INTENT)
        if not text or not intent:
            continue
        language = _language(message.get("metadata"))
        if language is None:
            if known is None:
                known = {e.text: e.language for e in corpus.read()}
            language = known.get(text, "en")
        found.append(Example(text, intent, language))
    return found


def _language(metadata: object) -> str | None:
    """Rasa keeps an example's `metadata` under "example" and an intent's under "intent"."""
    if not isinstance(metadata, dict):
        return None
    for part in (metadata.get("example"), metadata.get("intent"), metadata):
        if isinstance(part, dict) and part.get("language") in corpus.LANGUAGES:
            return part["language"]
    return None
