"""Rasa component: the language of a message as entity `spoken_language`."""

from __future__ import annotations

import logging

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import corpus, language, sticky
from bot.nlu.component import TrainedComponent
from bot.nlu.examples import from_training_data
from bot.nlu.language import OTHER, LanguageModel

log = logging.getLogger(__name__)
# For the intent classifier only: the language of these words, whatever the conversation speaks.
LANGUAGE_GUESS = "language_guess"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageDetector(TrainedComponent):
    """Sets the entity and, for the classifier, the guess for the bare message."""

    kind = LanguageModel

    def train(self, training_data: TrainingData) -> Resource:
        examples = from_training_data(training_data)
        if len({e.language for e in examples}) < 2:
            log.warning("language recognition needs messages in two languages at least; it stays off")
            return self._resource
        self.keep(language.fit(examples))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            prior = _prior(message.get("metadata"))
            if self.model is None or not text.strip():
                continue
            verdict = self.model.verdict(text, prior)
            chosen = sticky.choose(verdict, prior)
            message.set(LANGUAGE_GUESS, max(verdict.probabilities, key=verdict.probabilities.__getitem__, default=chosen))
            entity = {
                "entity": "spoken_language",
                "value": chosen,
                "confidence_entity": round(verdict.confidence, 3),
                "start": 0,
                "end": len(text),
                "extractor": "LanguageDetector",
            }
            if chosen == OTHER and verdict.other:
                entity["other"] = verdict.other
            message.set(ENTITIES, (message.get(ENTITIES) or []) + [entity], add_to_output=True)
        return messages


def _prior(metadata: object) -> str | None:
    """The conversation's language so far, as the channel sends it with the message."""
    value = metadata.get("language") if isinstance(metadata, dict) else None
    return value if value in corpus.LANGUAGES else None
