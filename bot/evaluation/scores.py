"""From judged messages to numbers. Shares are 0 to 1; times are milliseconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.evaluation import calibration
from bot.nlu import corpus

OUT = "out_of_scope"


@dataclass
class Judged:
    """One message of the test set and what was made of it."""

    text: str
    intent: str
    variant: str
    lang: str
    said: str
    confidence: float
    top3: list[str] = field(default_factory=list)
    language: str | None = None
    danger: str | None = None
    milliseconds: float = 0.0

    @property
    def first(self) -> bool:
        return self.said == self.intent

    @property
    def third(self) -> bool:
        return self.intent in self.top3


def share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found) if found else float("nan")


def table(judged: list[Judged], key: Callable[[Judged], str]) -> dict[str, tuple[float, float, int]]:
    """group -> (right first, right within three, messages)."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return {name: (share(j.first for j in group), share(j.third for j in group), len(group)) for name, group in sorted(groups.items())}


def summary(judged: list[Judged]) -> dict[str, Any]:
    confidence = np.array([j.confidence for j in judged])
    right = np.array([j.first for j in judged])
    long_enough = [j for j in judged if len(j.text.split()) >= 4]
    outside = [j for j in judged if j.intent == OUT]
    times = np.array([j.milliseconds for j in judged])
    wrong = Counter((j.intent, j.said) for j in judged if not j.first)
    return {
        "all": (share(right), share(j.third for j in judged), len(judged)),
        "by_language": table(judged, lambda j: j.lang),
        "by_variant": table(judged, lambda j: j.variant),
        "language_right": share(j.language == j.lang for j in long_enough),
        "language_by": {lang: share(j.language == lang for j in long_enough if j.lang == lang) for lang in corpus.LANGUAGES},
        "outside_accepted": share(j.said != OUT for j in outside),
        "calibration_error": calibration.expected_error(confidence, right),
        "bins": calibration.bins(confidence, right),
        "confused": wrong.most_common(25),
        "weak": sorted((share(j.first for j in judged if j.intent == i), i) for i in {j.intent for j in judged})[:20],
        "p50": float(np.percentile(times, 50)),
        "p95": float(np.percentile(times, 95)),
    }
