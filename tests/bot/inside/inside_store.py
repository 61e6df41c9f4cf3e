"""What the bot remembers, and what it does not."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered

from bot.store import snapshot
from bot.store.seal import Seal

BOT = Path(__file__).resolve().parents[3] / "bot"
DOMAIN = Domain.load([str(p) for p in sorted((BOT / "domain").glob("*.yml"))])
FORM = {"report_text": "canary sentence", "municipality": "0599", "requested_slot": "place"}


def tracker(slots: dict[str, Any], loop: str | None = None) -> Any:
    made = snapshot.tracker_from({"slots": {"language": "pl", **slots}, "loop": loop}, "w-1", DOMAIN)
    made.update(UserUttered("canary words", {"name": "group"}, parse_data={"text": "canary words"}), DOMAIN)
    made.update(BotUttered("canary reply", metadata={"utter_action": "utter_group"}), DOMAIN)
    made.update(ActionExecuted("action_listen"), DOMAIN)
    return made


def test_a_snapshot_holds_slots_and_form_and_not_a_word_that_was_said() -> None:
    state = snapshot.of(tracker({"topic": "payslip"}), [{"title": "Menu", "payload": "show_menu"}])
    assert state["slots"] == {"language": "pl", "topic": "payslip"}
    assert state["last"] == "utter_group"
    assert "canary" not in json.dumps(state)


def test_an_open_form_comes_back_where_it_was() -> None:
    state = snapshot.of(tracker(FORM, "report_form"), [])
    back = snapshot.tracker_from(state, "w-1", DOMAIN)
    assert back.active_loop_name == "report_form"
    assert back.get_slot("requested_slot") == "place"
    assert back.get_slot("report_text") == "canary sentence"
    assert back.latest_action_name == "action_listen"


def test_once_a_report_is_filed_nothing_of_it_is_left() -> None:
    made = tracker({**FORM, "topic": "unpaid_wages"}, "report_form")
    made.update_with_events([SlotSet("filed", True), ActiveLoop(None)], DOMAIN)
    state = snapshot.of(made, [])
    assert state["slots"] == {"language": "pl"}
    assert state["loop"] is None


def test_a_left_form_leaves_nothing_but_the_place() -> None:
    made = tracker(FORM, "report_form")
    made.update_with_events([ActiveLoop(None), SlotSet("requested_slot", None)], DOMAIN)
    assert snapshot.of(made, [])["slots"] == {"language": "pl", "municipality": "0599"}


@pytest.mark.parametrize(
    ("hours", "loop", "kept", "goes_on"),
    [
        (0.5, "report_form", True, True),
        (20, "report_form", True, True),
        (71, "report_form", True, True),
        (73, "report_form", False, False),
        (2, "referral_form", False, False),
    ],
)
def test_after_a_silence_only_the_language_or_an_unfinished_report_is_left(hours: float, loop: str, kept: bool, goes_on: bool) -> None:
    state = {
        "slots": {"language": "bg", "case_code": "1" * 16, **FORM},
        "loop": loop,
        "options": [{"title": "a", "payload": "b"}],
        "last": "x",
    }
    left = snapshot.after_silence(state, timedelta(hours=hours))
    assert left["slots"]["language"] == "bg"
    assert ("report_text" in left["slots"]) is kept
    assert (left["loop"] is not None) is goes_on
    if hours >= 1:
        assert "case_code" not in left["slots"]
        assert left["slots"].get("paused", False) is kept


@pytest.mark.parametrize(("hours", "menu"), [(0.5, True), (20, True), (25, False)])
def test_the_menu_shown_last_is_remembered_for_a_day_and_the_topic_for_an_hour(hours: float, menu: bool) -> None:
    state = {"slots": {"language": "pl", "topic": "payslip"}, "loop": None, "options": [{"title": "a", "payload": "menu"}], "last": "x"}
    left = snapshot.after_silence(state, timedelta(hours=hours))
    assert bool(left["options"]) is menu
    assert ("topic" in left["slots"]) is (hours < 1)
    assert left["slots"]["language"] == "pl"


def test_a_report_without_a_word_yet_is_not_offered_again() -> None:
    state = {"slots": {"language": "pl", "requested_slot": "report_text"}, "loop": "report_form", "options": [], "last": "x"}
    assert snapshot.after_silence(state, timedelta(hours=2))["loop"] is None


def test_a_slot_of_an_older_version_is_left_out() -> None:
    assert snapshot.tracker_from({"slots": {"gone": 1, "language": "nl"}, "loop": "gone_form"}, "w-1", DOMAIN).get_slot("language") == "nl"


def test_what_is_stored_can_be_read_only_with_the_key_and_keys_can_be_turned_over() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    blob = Seal(old).close({"slots": {"report_text": "canary"}})
    assert b"canary" not in blob
    assert Seal(f"{new},{old}").open(blob) == {"slots": {"report_text": "canary"}}
    assert Seal(new).open(blob) is None


def test_there_is_no_store_without_a_key() -> None:
    with pytest.raises(ValueError, match="BOT_STATE_KEY"):
        Seal(" ")
