"""Rasa component: the intent of a message with a ranking of ten and calibrated probabilities."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder, training, vectors
from bot.nlu.component import TrainedComponent
from bot.nlu.examples import from_training_data
from bot.nlu.language_component import LANGUAGE_GUESS
from bot.nlu.model import IntentModel

RANKING = "intent_ranking"
VECTOR = "sentence_vector"  # float32 [dim] on the message, for components that come after; not there without the encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(TrainedComponent, RasaIntentClassifier):
    """Letters and meaning together; see `model.py` and `network.py`."""

    kind = IntentModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # copies: noisy copies per message at training time; epochs: passes over the data (0 = the recipe's own)
        return {"ranking_length": 10, "copies": 2, "epochs": 0}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._encoder = encoder.shared()

    def train(self, training_data: TrainingData) -> Resource:
        examples = from_training_data(training_data)
        if not examples:
            return self._resource
        plan = training.Plan(copies=int(self.config["copies"]))
        if self.config["epochs"]:
            plan.recipe.epochs = int(self.config["epochs"])
        encode = functools.partial(vectors.encode_cached, self._encoder) if self._encoder else None
        self.keep(training.fit(examples, encode, encoder.status(), plan=plan))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._rank(message)
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set(RANKING, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        text, language = message.get(TEXT) or "", message.get(LANGUAGE_GUESS)
        if self.model is None or not text.strip():
            return []

        def encode(texts: list[str]) -> np.ndarray:
            made = self._encoder.encode(texts)
            message.set(VECTOR, made[0])
            return made

        row = self.model.probabilities([text], [language], encode if self._encoder else None)[0]
        best = row.argsort()[::-1][: int(self.config["ranking_length"])]
        return [{"name": self.model.intents[i], "confidence": float(row[i])} for i in best]
