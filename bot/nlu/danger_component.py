"""Rasa component: kinds of danger in a message as entities `danger`. Stands after the intent classifier, whose vector it reads."""

from __future__ import annotations

import functools
import logging
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder, vectors
from bot.nlu.classifier import VECTOR
from bot.nlu.component import TrainedComponent
from bot.nlu.danger import kinds, learning, lessons
from bot.nlu.danger.meaning import Meaning
from bot.nlu.language_component import LANGUAGE_GUESS

log = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerDetector(TrainedComponent):
    """One entity per kind, value = kind, the most urgent first: from the words and the meaning (which needs the encoder)."""

    kind = Meaning

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The lessons are read from content, which Rasa's own fingerprint does not know."""
        return super().fingerprint_addon(config) + lessons.fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        shared, learnt = encoder.shared(), lessons.read()
        if shared is None or not learnt:
            log.warning("danger is recognised by its words only: no encoder, or nothing to learn from")
            return self._resource
        self.keep(learning.fit(learnt, functools.partial(vectors.encode_cached, shared)))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            signs = self._signs(text, message.get(LANGUAGE_GUESS), message.get(VECTOR))
            found = [{"entity": "danger", "value": kind, "start": 0, "end": len(text), "extractor": "DangerDetector"} for kind in signs]
            if found:
                message.set(ENTITIES, (message.get(ENTITIES) or []) + found, add_to_output=True)
        return messages

    def _signs(self, text: str, language: str | None, vector: np.ndarray | None) -> list[str]:
        seen = kinds(text, language)
        return seen if self.model is None or vector is None else self.model.judge(seen, text, language, vector)
