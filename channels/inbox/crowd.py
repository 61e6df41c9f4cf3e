"""How many messages wait over all, looked up once a second: beyond a limit new ones are refused, so that those inside are answered."""

import time

from channels.database import Connection

SECONDS = 1.0


class Crowd:
    """One for each process; several together may pass the limit by what they take in within a second."""

    def __init__(self) -> None:
        self._waiting, self._looked = 0, float("-inf")

    async def is_full(self, connection: Connection, most: int) -> bool:
        if time.monotonic() - self._looked > SECONDS:
            row = await (await connection.execute("SELECT count(*) AS n FROM inbound WHERE answered_at IS NULL")).fetchone()
            self._waiting, self._looked = (int(row["n"]) if row else 0), time.monotonic()
        else:
            self._waiting += 1
        return self._waiting > most
