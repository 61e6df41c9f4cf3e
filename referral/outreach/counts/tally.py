"""Counts wait in memory and are written together every two seconds, so that opening a link never waits for the database.

What is lost when the process is killed: the counts of those two seconds, and topics of which fewer than five were collected.
"""

import threading
import uuid
from collections import Counter
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from deploy.base.logs import logger
from referral.database import intake
from referral.outreach.calendar import today
from referral.outreach.counts import store
from referral.outreach.counts.store import Apart, What
from referral.outreach.counts.totals import THRESHOLD

log = logger(__name__)
SECONDS = 2.0
MOST_LUMPS = 50_000  # pairs of link and topic


class Tally:
    """One for each process. Safe from several threads."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[uuid.UUID, date, What]] = Counter()
        self._apart: Counter[tuple[date, Apart]] = Counter()
        self._topics: Counter[tuple[uuid.UUID, str]] = Counter()
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, link: uuid.UUID, day: date, what: What, n: int = 1) -> None:
        with self._lock:
            self._counts[link, day, what] += n

    def add_apart(self, day: date, what: Apart) -> None:
        with self._lock:
            self._apart[day, what] += 1

    def add_topic(self, link: uuid.UUID, topic: str, n: int) -> None:
        """Without a day until there are five: a small number of a link and a topic would be nearly a person."""
        with self._lock:
            if (link, topic) in self._topics or len(self._topics) < MOST_LUMPS:
                self._topics[link, topic] += n

    def flush(self, day: date) -> None:
        """Writes what waits. When the database is away it waits on. Raises nothing."""
        with self._lock:
            counts, apart = self._counts, self._apart
            self._counts, self._apart = Counter(), Counter()
            lumps = {key: n for key, n in self._topics.items() if n >= THRESHOLD}
        if not (counts or apart or lumps):
            return
        try:
            with intake() as session:
                store.add(session, counts)
                store.add_apart(session, apart)
                for (link, topic), n in sorted(lumps.items()):
                    store.add_topics(session, link, topic, day, n)
        except SQLAlchemyError as error:
            log.error("counts wait for the database", kind=type(error).__name__)
            with self._lock:
                self._counts.update(counts)
                self._apart.update(apart)
            return
        with self._lock:
            for key, n in lumps.items():
                self._topics[key] -= n
                if not self._topics[key]:
                    del self._topics[key]

    def start(self) -> None:
        """Once, however often the application is served."""
        if self._thread and self._thread.is_alive():
            return

        def run() -> None:
            while not self._stop.wait(SECONDS):
                self.flush(today())
            self.flush(today())

        self._stop.clear()
        self._thread = threading.Thread(target=run, name="tally", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """After a last writing."""
        self._stop.set()
        if self._thread:
            self._thread.join(10)
