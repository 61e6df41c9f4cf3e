"""From examples to an intent model: noisy copies, features, network, temperature."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu import augment, calibration
from bot.nlu.bulgarian import Lexicon
from bot.nlu.corpus import Example
from bot.nlu.model import EncodeTexts, IntentModel, centred, views
from bot.nlu.network import Network, Recipe, train
from bot.nlu.ngrams import Ngrams

log = logging.getLogger(__name__)


@dataclass
class Plan:
    """Choices outside the network; measured values stand in docs/understanding.md."""

    shortest: int = 1
    longest: int = 5
    most_ngrams: int = 60_000
    copies: int = 2
    encoded_copies: float = 0.0  # share of the copies with a vector of their own; the others borrow the original's, which measured as good
    scale: float = 6.0  # length of the encoder vector beside n-gram rows of length 1
    held_out: float = 0.15
    seed: int = 7
    recipe: Recipe = field(default_factory=Recipe)


@dataclass
class Rows:
    """Everything the network sees. sparse [n, f], dense [n, d], labels [n], groups [n]: a message and its copies share one."""

    sparse: csr_matrix
    dense: np.ndarray
    labels: np.ndarray
    groups: np.ndarray
    original: np.ndarray

    def take(self, mask: np.ndarray) -> Rows:
        return Rows(self.sparse[mask], self.dense[mask], self.labels[mask], self.groups[mask], self.original[mask])


def spread(examples: list[Example], plan: Plan) -> tuple[list[Example], np.ndarray, np.ndarray]:
    """Examples with their noisy copies, the group of each row, and whether the row needs a vector of its own."""
    rng = random.Random(plan.seed)  # noqa: S311 (no secret, reproducible)
    rows, groups, own = [], [], []
    for group, example in enumerate(examples):
        rows.append(example)
        groups.append(group)
        own.append(True)
        for copy in augment.copies(example.text, example.language, rng, plan.copies):
            rows.append(example._replace(text=copy.text))
            groups.append(group)
            own.append(rng.random() < plan.encoded_copies)
    return rows, np.array(groups), np.array(own)


def fit(
    examples: list[Example], encode: EncodeTexts | None, encoder_name: str = "none", dim: int = 384, plan: Plan | None = None
) -> IntentModel:
    """Train on all examples; the temperature comes from a first training without some groups."""
    plan = plan or Plan()
    lexicon = Lexicon.from_texts(e.text for e in examples if e.language == "bg")
    intents = sorted({e.intent for e in examples})
    number = {intent: i for i, intent in enumerate(intents)}
    rows, groups, own = spread(examples, plan)
    pairs = [views(r.text, r.language, lexicon) for r in rows]
    ngrams = Ngrams(plan.shortest, plan.longest, plan.most_ngrams, min_df=2 if len(rows) > 500 else 1)
    sparse = ngrams.fit([c for c, _ in pairs])
    dense, mean = np.zeros((len(rows), dim), np.float32), np.zeros(dim, np.float32)
    if encode is not None:
        vectors = encode([e for (_, e), mine in zip(pairs, own, strict=True) if mine])
        place = np.cumsum(own) - 1
        first = {g: i for i, g in reversed(list(enumerate(groups)))}
        index = np.array([place[i] if own[i] else place[first[g]] for i, g in enumerate(groups)])
        mean = vectors.mean(axis=0)
        dense = centred(vectors, mean)[index] * plan.scale
    data = Rows(sparse, dense, np.array([number[r.intent] for r in rows]), groups, np.r_[True, groups[1:] != groups[:-1]])
    temperature = _temperature(data, len(intents), plan)
    network = train(data.sparse, data.dense, data.labels, len(intents), plan.recipe)
    return IntentModel(intents, ngrams, network, mean, plan.scale, temperature, lexicon, encoder_name if encode is not None else "none")


def _temperature(data: Rows, classes: int, plan: Plan) -> float:
    """Temperature that makes probabilities honest on groups the network has not seen."""
    rng = np.random.default_rng(plan.seed)
    held = np.isin(data.groups, rng.permutation(data.groups.max() + 1)[: int((data.groups.max() + 1) * plan.held_out)])
    test = data.take(held)
    if len(test.labels) < 50:
        return 1.0  # too few to say anything
    part = data.take(~held)
    net: Network = train(part.sparse, part.dense, part.labels, classes, replace(plan.recipe))
    return calibration.temperature(net.logits(test.sparse, test.dense), test.labels)
