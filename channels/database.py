"""The pool of connections, and transactions that tell a database that is down from one that is wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from channels.errors import StoreDown

Connection: TypeAlias = psycopg.AsyncConnection[DictRow]
Pool: TypeAlias = AsyncConnectionPool[psycopg.AsyncConnection[DictRow]]

# A provider waits 15 s for a webhook and then tries its fallback: saying "down" early leaves it time.
PATIENCE = 2.0
CONNECT_SECONDS = 2


def make_pool(url: str, size: int = 10) -> Pool:
    """Not opened yet. Connections are checked before use, so a restarted database costs nobody an error."""
    return AsyncConnectionPool(
        url,
        min_size=1,
        max_size=size,
        open=False,
        timeout=PATIENCE,
        reconnect_timeout=5.0,
        check=AsyncConnectionPool.check_connection,
        kwargs={"row_factory": dict_row, "connect_timeout": CONNECT_SECONDS},
        name="channels",
    )


@asynccontextmanager
async def transaction(pool: Pool) -> AsyncIterator[Connection]:
    """Commits at the end, rolls back on an exception. Raises StoreDown when the database does not answer."""
    try:
        async with pool.connection() as connection:
            yield connection
    except (PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise StoreDown("the database does not answer") from error
