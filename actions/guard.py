"""The one decorator around every action: nothing it does may raise, because rasa-sdk would answer with the whole conversation."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any

from prometheus_client import Counter, Histogram
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from deploy.base.logs import logger

log = logger(__name__)
SECONDS = Histogram("wegwijzer_action_seconds", "Time an action takes", ["action"])
FAULTS = Counter("wegwijzer_action_faults_total", "Actions that ended in a fault of ours", ["action"])

Events = list[dict[str, Any]]
Run = Callable[[Any, CollectingDispatcher, Tracker, DomainDict], Coroutine[Any, Any, Events]]


def never_raises(run: Run) -> Run:
    """A fault becomes the phrase `trouble`, a counter and a log line without a word of the conversation.

    The slot `ask` is set back, because a form takes an answer without any slot for a refusal.
    """

    @functools.wraps(run)
    async def guarded(self: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        name = self.name()
        with SECONDS.labels(name).time():
            try:
                return await run(self, dispatcher, tracker, domain)
            except Exception as error:
                FAULTS.labels(name).inc()
                log.error("action failed", action=name, error=type(error).__name__)
                dispatcher.messages.clear()
                dispatcher.utter_message(response="utter_trouble")
                return [{"event": "slot", "name": "ask", "value": None}]

    return guarded
