"""The two tables. A turn begins with one query and ends with one transaction: snapshot and answer together, or neither."""

import os
from datetime import timedelta
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from bot.store.seal import Seal
from bot.store.snapshot import after_silence
from bot.store.turn import Turn
from bot.tally import store as tally
from bot.tally.notes import Notes

ANSWERS_KEPT = timedelta(hours=24)
CONVERSATIONS_KEPT = timedelta(hours=72)

_BEGIN = """
SELECT (SELECT t.answer FROM turns t WHERE t.message_id = %(message)s AND t.conversation = %(conversation)s) AS answer,
       EXISTS (SELECT 1 FROM turns t WHERE t.message_id = %(message)s) AS known,
       c.version, c.state, now() - c.seen_at AS silence
FROM (SELECT 1) one LEFT JOIN conversations c ON c.conversation = %(conversation)s
"""
_INSERT = "INSERT INTO conversations (conversation, version, state) VALUES (%s, 1, %s) ON CONFLICT DO NOTHING"
_UPDATE = "UPDATE conversations SET version = version + 1, state = %s, seen_at = now() WHERE conversation = %s AND version = %s"
_REMEMBER = "INSERT INTO turns (message_id, conversation, answer) VALUES (%s, %s, %s)"
_FORGET_ANSWERS = "UPDATE turns SET answer = NULL WHERE conversation = %s AND answer IS NOT NULL"


class Overtaken(Exception):
    """Another turn of this conversation, or the same message in another process, was stored in the meantime."""


class Journal:
    """Reads and writes conversations and turns. Database errors (psycopg.Error, PoolTimeout) pass through: the caller says 503."""

    def __init__(self, url: str, seal: Seal) -> None:
        self._url, self._seal = url, seal
        self._pool: AsyncConnectionPool[AsyncConnection[Any]] | None = None

    @classmethod
    def from_environment(cls) -> "Journal":
        return cls(os.environ["BOT_DATABASE_URL"], Seal(os.environ["BOT_STATE_KEY"]))

    async def pool(self) -> AsyncConnectionPool[AsyncConnection[Any]]:
        """Opened at first use, because it belongs to the running loop."""
        if self._pool is None:
            check = AsyncConnectionPool.check_connection
            kwargs = {"connect_timeout": 3, "autocommit": True}
            self._pool = AsyncConnectionPool(self._url, min_size=1, max_size=4, timeout=3, open=False, kwargs=kwargs, check=check)
            await self._pool.open()
        return self._pool

    async def begin(self, conversation: str, message_id: str) -> tuple[Turn, dict[str, Any] | None]:
        """The turn to be made, and the answer if this message has had one already."""
        async with (await self.pool()).connection() as connection:
            cursor = await connection.execute(_BEGIN, {"message": message_id, "conversation": conversation})
            row = await cursor.fetchone()
        assert row is not None
        answer, known, version, state, silence = row
        turn = Turn(conversation, message_id, version or 0, self._seal.open(state) or {}, silence or timedelta())
        turn.state = after_silence(turn.state, turn.silence)
        if known:
            return turn, self._seal.open(answer) or {"language": turn.language or "en", "replies": []}
        return turn, None

    async def commit(
        self, turn: Turn, state: dict[str, Any] | None, answer: dict[str, Any], *, forget: bool = False, notes: Notes | None = None
    ) -> None:
        """Store the new state (None: erase the conversation) and the answer. `forget` blanks the answers of earlier turns."""
        async with (await self.pool()).connection() as connection, connection.transaction():
            if state is None:
                await connection.execute("DELETE FROM conversations WHERE conversation = %s", [turn.conversation])
            else:
                sealed = self._seal.close(state)
                arguments = [turn.conversation, sealed] if turn.new else [sealed, turn.conversation, turn.version]
                cursor = await connection.execute(_INSERT if turn.new else _UPDATE, arguments)
                if cursor.rowcount != 1:
                    raise Overtaken
            if forget or state is None:
                await connection.execute(_FORGET_ANSWERS, [turn.conversation])
            await connection.execute(_REMEMBER, [turn.message_id, turn.conversation, self._seal.close(answer)])
            if notes is not None:
                await tally.write(connection, self._seal, turn.conversation, notes)

    async def purge(self) -> None:
        """Answers after a day, conversations after three days of silence, gaps and feedback as bot/tally says."""
        async with (await self.pool()).connection() as connection:
            await tally.forget(connection)
            await connection.execute("DELETE FROM turns WHERE made_at < now() - %s", [ANSWERS_KEPT])
            await connection.execute("DELETE FROM conversations WHERE seen_at < now() - %s", [CONVERSATIONS_KEPT])
