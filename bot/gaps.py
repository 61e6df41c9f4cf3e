"""`wegwijzer gaps`: what could not be answered and how useful answers were, for the editors. Reads the bot's tables, prints text.

Needs BOT_DATABASE_URL, and BOT_STATE_KEY for the words of "what was missing".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

import psycopg

from bot.store.seal import Seal
from bot.tally.sketch import without_parts
from content.languages import LANGUAGES

MOST = 50  # gaps of a language
_GAPS = """
SELECT text, conversations, first_on, last_on FROM gaps WHERE language = %s AND text IS NOT NULL
ORDER BY conversations DESC, last_on DESC, text
"""
_COUNTS = """
SELECT topic, sum(useful), sum(not_useful), sum(missing) FROM feedback_counts WHERE language = %s GROUP BY topic
ORDER BY sum(not_useful) DESC, topic
"""
_MISSING = "SELECT topic, day, words FROM feedback_missing WHERE language = %s ORDER BY day, id"


def report(connection: psycopg.Connection[Any], seal: Seal, languages: Iterable[str] = LANGUAGES) -> list[str]:
    """The lines of the list: per language its gaps, its feedback per topic, and what people said was missing."""
    lines: list[str] = []
    for language in languages:
        for part in (_gaps(connection, language), _feedback(connection, language), _missing(connection, seal, language)):
            if part:
                lines += ["", f"{language}: {part[0]}", *part[1:]]
    return lines[1:] or ["Nothing yet: no gap was seen in three conversations, and nobody gave feedback."]


def _gaps(connection: psycopg.Connection[Any], language: str) -> list[str]:
    rows = {row[0]: row[1:] for row in connection.execute(_GAPS, [language])}
    shown = without_parts({text: row[0] for text, row in rows.items()})[:MOST]
    lines = [f"  {rows[text][0]:5}  {rows[text][1]} – {rows[text][2]}  {text}" for text in shown]
    return ["no answer (conversations, first and last day, wording or two words in it)", *lines] if lines else []


def _feedback(connection: psycopg.Connection[Any], language: str) -> list[str]:
    lines = [f"  {row[1]:5} {row[2]:5} {row[3]:5}  {row[0]}" for row in connection.execute(_COUNTS, [language])]
    return ["feedback (useful, not useful, said what was missing)", *lines] if lines else []


def _missing(connection: psycopg.Connection[Any], seal: Seal, language: str) -> list[str]:
    lines = []
    for topic, day, words in connection.execute(_MISSING, [language]):
        opened = seal.open(words)
        lines.append(f"  {day}  {topic}: {opened['words'] if opened else '(its key is gone)'}")
    return ["what was missing", *lines] if lines else []


def main() -> None:
    try:
        url, seal = os.environ["BOT_DATABASE_URL"], Seal(os.environ["BOT_STATE_KEY"])
    except (KeyError, ValueError) as error:
        sys.exit(f"wegwijzer gaps needs BOT_DATABASE_URL and BOT_STATE_KEY: {error}")
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            print("\n".join(report(connection, seal)))
    except psycopg.OperationalError as error:
        sys.exit(f"the database does not answer ({type(error).__name__})")


if __name__ == "__main__":
    main()
