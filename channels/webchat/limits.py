"""How many web chats may be begun. Client addresses are never stored: they are counted in memory under a key that dies with the process."""

import hashlib
import secrets
from collections import OrderedDict
from datetime import datetime

from channels.conversations.limits import Bucket

# many workers share one address in a house, so an address may begin a good number
EACH, EACH_PACE = 60, 0.5
ALL, ALL_PACE = 300, 20.0
MOST_REMEMBERED = 10_000


class Gate:
    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._clients: OrderedDict[bytes, Bucket] = OrderedDict()
        self._all: Bucket | None = None

    def may_begin(self, client: str, now: datetime) -> bool:
        name = hashlib.blake2b(client.encode(), key=self._key, digest_size=16).digest()
        mine, my_wait = self._clients.get(name, Bucket(float("inf"), now)).take(now, EACH, EACH_PACE)
        everyone, wait = (self._all or Bucket(float("inf"), now)).take(now, ALL, ALL_PACE)
        self._clients[name], self._all = mine, everyone
        self._clients.move_to_end(name)
        if len(self._clients) > MOST_REMEMBERED:
            self._clients.popitem(last=False)
        return not (my_wait or wait)
