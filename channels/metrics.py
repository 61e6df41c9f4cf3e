"""Counters of all processes in one place: counted in memory, added to a table every few seconds, shown at /metrics.

No label is ever about a person.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from channels.database import Pool, transaction
from channels.errors import StoreDown

# name → what it counts, and the name of its one label ("" = none)
COUNTERS = {
    "inbound": ("Messages accepted", "channel"),
    "inbound_duplicates": ("Messages that came a second time", "channel"),
    "inbound_dropped": ("Messages of a sender who already had too many waiting", "channel"),
    "inbound_refused": ("Messages refused because too many waited over all", "channel"),
    "signature_failures": ("Webhooks refused", "reason"),
    "turns": ("Messages answered", "outcome"),
    "turn_seconds": ("Seconds from message to reply, added up", ""),
    "bot_faults": ("Calls to the bot that failed", "reason"),
    "loop_guard": ("Messages of an auto-reply, not answered", "channel"),
    "too_long": ("Messages of which the bot got only the beginning", "channel"),
    "rate_limited": ("Messages that had to wait because of their sender's pace", "channel"),
    "opt_outs": ("Persons who want nothing from us any more", "channel"),
    "opt_ins": ("Persons who came back", "channel"),
    "sends": ("Attempts to send", "outcome"),
    "buttons_refused": ("Menus that went as numbered text because their buttons were refused", ""),
    "parked": ("Messages of a desk that wait behind a template", ""),
    "redacted": ("Messages deleted at the provider", "outcome"),
    "dead_letters": ("Messages given up", "code"),
    "status_callbacks": ("Status callbacks", "status"),
    "contacts": ("Addresses handed to the desk's room", "outcome"),
    "jobs_rescued": ("Jobs of a process that died", ""),
    "web_sessions": ("Web chats begun", ""),
}
GAUGES = {
    "waiting_messages": ("Messages not answered yet", "SELECT count(*) FROM inbound WHERE answered_at IS NULL"),
    "oldest_waiting_seconds": (
        "Age of the oldest of them",
        "SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0) FROM inbound WHERE answered_at IS NULL",
    ),
    "unsent_messages": ("Messages not handed to the provider yet", "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"),
    "parked_messages": ("Messages of a desk that wait for an answer to a template", "SELECT count(*) FROM outbox WHERE state = 'parked'"),
    "dead_letters_kept": ("Messages given up in the last days", "SELECT count(*) FROM outbox WHERE state = 'dead'"),
}
_pending: Counter[tuple[str, str]] = Counter()


def count(name: str, label: str = "", amount: float = 1) -> None:
    """`name` is one of COUNTERS; `label` is a word of ours (a channel, an outcome, an error code)."""
    _pending[name, label] += amount  # type: ignore[assignment]


async def flush(pool: Pool) -> None:
    """Add what was counted to the table. Kept for the next time when the database is down."""
    taken = dict(_pending)
    _pending.clear()
    if not taken:
        return
    try:
        async with transaction(pool) as connection, connection.cursor() as cursor:
            await cursor.executemany(
                "INSERT INTO counters (name, label, value) VALUES (%s, %s, %s)"
                " ON CONFLICT (name, label) DO UPDATE SET value = counters.value + excluded.value",
                [(name, label, value) for (name, label), value in sorted(taken.items())],
            )
    except StoreDown:
        _pending.update(taken)


async def keep_flushing(pool: Pool, seconds: float = 2.0) -> None:
    while True:
        await asyncio.sleep(seconds)
        await flush(pool)


async def exposition(pool: Pool) -> bytes:
    """The text for Prometheus."""
    await flush(pool)
    async with transaction(pool) as connection:
        rows = await (await connection.execute("SELECT name, label, value FROM counters")).fetchall()
        values = {(str(r["name"]), str(r["label"])): float(r["value"]) for r in rows}
        gauges: dict[str, float] = {}
        for name, (_, query) in GAUGES.items():
            row = await (await connection.execute(query)).fetchone()
            gauges[name] = float(next(iter(row.values()))) if row else 0.0
    registry = CollectorRegistry()
    registry.register(_Shown(values, gauges))
    return generate_latest(registry)


class _Shown:
    def __init__(self, values: dict[tuple[str, str], float], gauges: dict[str, float]) -> None:
        self.values, self.gauges = values, gauges

    def collect(self) -> Iterator[Metric]:
        for name, (text, label) in COUNTERS.items():
            family = CounterMetricFamily(f"wegwijzer_channels_{name}", text, labels=[label] if label else [])
            for (counted, value_label), value in sorted(self.values.items()):
                if counted == name:
                    family.add_metric([value_label] if label else [], value)
            yield family
        for name, (text, _) in GAUGES.items():
            yield GaugeMetricFamily(f"wegwijzer_channels_{name}", text, value=self.gauges[name])
