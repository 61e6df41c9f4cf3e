import json
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions import registry
from tests.actions.conftest import Referral


def tracker() -> Tracker:
    message = {"text": "canary sentence", "intent": {"name": "report_abuse", "confidence": 1.0}, "entities": []}
    return Tracker("w-1", {"language": "nl"}, message, [], False, None, {}, "action_listen")


@pytest.mark.parametrize("action", registry.ACTIONS)
async def test_no_action_ever_raises_or_logs_the_words(
    action: type, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("canary sentence")

    monkeypatch.setattr("actions.registry.View.of", broken)
    dispatcher = CollectingDispatcher()
    events = await action().run(dispatcher, tracker(), {})
    assert [m["response"] for m in dispatcher.messages] == ["utter_trouble"]
    assert events == [{"event": "slot", "name": "ask", "value": None}]
    out = capsys.readouterr()
    assert "canary" not in out.out + out.err + json.dumps(events)


async def test_a_form_always_gets_a_slot_so_that_rasa_does_not_reject_it(referral: Referral) -> None:
    events = await registry.ValidateReport().run(CollectingDispatcher(), tracker(), {})
    assert events[0]["name"] == "ask"
