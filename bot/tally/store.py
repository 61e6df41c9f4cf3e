"""The tables of counts and gaps. Everything runs in the transaction of the turn, so a repeated message counts once."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection

from bot.store.seal import Seal
from bot.tally.anonymous import anonymous
from bot.tally.notes import Feedback, Notes
from bot.tally.sketch import pieces

ENOUGH = 3  # conversations before a gap may be read
WAITS_DAYS = 30  # a mark that found no company
READ_DAYS = 180  # after it was asked last
MISSING_DAYS = 90

_SEEN = """
WITH fresh AS (
    INSERT INTO gap_voices (mark, voice)
    SELECT mark, voice FROM unnest(%(marks)s::bytea[], %(voices)s::bytea[]) AS given (mark, voice) ORDER BY mark
    ON CONFLICT DO NOTHING RETURNING mark
)
INSERT INTO gaps AS g (mark, language) SELECT mark, %(language)s FROM fresh ORDER BY mark
ON CONFLICT (mark) DO UPDATE SET conversations = g.conversations + 1, last_on = current_date
RETURNING mark, conversations, text IS NULL
"""
_SHOW = "UPDATE gaps SET text = %s WHERE mark = %s"
_COUNT = """
INSERT INTO feedback_counts AS f (day, topic, language, useful, not_useful, missing) VALUES (current_date, %s, %s, %s, %s, %s)
ON CONFLICT (day, topic, language) DO UPDATE
SET useful = f.useful + excluded.useful, not_useful = f.not_useful + excluded.not_useful, missing = f.missing + excluded.missing
"""
_MISSING = "INSERT INTO feedback_missing (topic, language, words) VALUES (%s, %s, %s)"
_FORGET = (
    ("DELETE FROM gaps WHERE text IS NULL AND first_on < current_date - %s", WAITS_DAYS),
    ("DELETE FROM gaps WHERE last_on < current_date - %s", READ_DAYS),
    ("DELETE FROM gap_voices WHERE day < current_date - %s OR mark NOT IN (SELECT mark FROM gaps)", WAITS_DAYS),
    ("DELETE FROM feedback_missing WHERE day < current_date - %s", MISSING_DAYS),
)


async def write(connection: AsyncConnection[Any], seal: Seal, conversation: str, notes: Notes) -> None:
    """In the caller's transaction. Database errors pass through."""
    if notes.gap:
        await _gap(connection, seal, conversation, notes)
    for told in notes.feedback:
        await _feedback(connection, seal, notes.language, told)


async def _gap(connection: AsyncConnection[Any], seal: Seal, conversation: str, notes: Notes) -> None:
    texts = {seal.mark("gap", notes.language, piece): piece for piece in pieces(notes.gap)}
    if not texts:
        return
    # who asked is marked for each piece anew, so that rows of one conversation cannot be laid side by side
    voices = [seal.mark("voice", conversation, mark.hex()) for mark in texts]
    cursor = await connection.execute(_SEEN, {"marks": list(texts), "voices": voices, "language": notes.language})
    for mark, conversations, hidden in await cursor.fetchall():
        if hidden and conversations >= ENOUGH:
            await connection.execute(_SHOW, [texts[bytes(mark)], mark])


async def _feedback(connection: AsyncConnection[Any], seal: Seal, language: str, told: Feedback) -> None:
    counts = [int(told.useful is True), int(told.useful is False), int(bool(told.missing))]
    await connection.execute(_COUNT, [told.topic, language, *counts])
    if told.missing:
        await connection.execute(_MISSING, [told.topic, language, seal.close({"words": anonymous(told.missing)})])


async def forget(connection: AsyncConnection[Any]) -> None:
    """What is past its time."""
    for statement, days in _FORGET:
        await connection.execute(statement, [days])
