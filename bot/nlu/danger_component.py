"""Rasa component: kinds of danger in a message as entities `danger`. Stands after the intent classifier, whose vector it reads."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder, vectors
from bot.nlu.bulgarian import Lexicon
from bot.nlu.classifier import VECTOR
from bot.nlu.component import TrainedComponent
from bot.nlu.danger import kinds, lessons
from bot.nlu.danger.meaning import Meaning
from bot.nlu.language_component import LANGUAGE_GUESS
from bot.nlu.model import views

log = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerDetector(TrainedComponent):
    """One entity per kind, value = kind, the most urgent first: from the words, else from the meaning (which needs the encoder)."""

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
        lexicon = Lexicon.from_texts(lesson.text for lesson in learnt if lesson.language == "bg")
        known = vectors.encode_cached(shared, [views(lesson.text, lesson.language, lexicon)[1] for lesson in learnt])
        times = [lesson.times for lesson in learnt]
        self.keep(Meaning.fit(np.repeat(known, times, axis=0), [one.label for one in learnt for _ in range(one.times)]))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            signs = kinds(text, message.get(LANGUAGE_GUESS)) or self._meant(message.get(VECTOR))
            found = [{"entity": "danger", "value": kind, "start": 0, "end": len(text), "extractor": "DangerDetector"} for kind in signs]
            if found:
                message.set(ENTITIES, (message.get(ENTITIES) or []) + found, add_to_output=True)
        return messages

    def _meant(self, vector: np.ndarray | None) -> list[str]:
        kind = self.model.kind(vector) if self.model is not None and vector is not None else None
        return [kind] if kind else []
