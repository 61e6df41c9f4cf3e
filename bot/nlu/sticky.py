"""A conversation keeps its language: one borrowed word must not turn the bot's tongue."""

from __future__ import annotations

from bot.nlu.language import OTHER, Verdict

SURE, VERY_SURE = 0.8, 0.95


def choose(verdict: Verdict, prior: str | None) -> str:
    """The language to go on in. Without a prior the message decides; with one it needs weight to change it.

    A switch needs P >= 0.8 on three words or more, or P >= 0.95 on two. One word never switches ("ok", "help", "loonstrook").
    """
    if not verdict.words:
        return prior or verdict.language
    if prior is None:
        if verdict.language == OTHER and verdict.confidence < SURE and verdict.words < 2 and verdict.probabilities:
            return max(verdict.probabilities, key=verdict.probabilities.__getitem__)
        return verdict.language
    if verdict.language == prior or verdict.words == 1:
        return prior
    if (verdict.confidence >= SURE and verdict.words >= 3) or verdict.confidence >= VERY_SURE:
        return verdict.language
    return prior
