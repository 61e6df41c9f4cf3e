"""While the service runs: a changed text is said, a broken one never is, and the operator hears of both."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from actions import knowledge
from content import live
from content.errors import BrokenContent
from content.live import Live
from tests.content.conftest import TOPICS, Write

Change = Callable[[str, str, str], None]
PL = "pl/answers/payslip.md"


@pytest.fixture
def now(tree: Path) -> Live:
    """Looks at the files only when a test says so."""
    return Live(tree, seconds=3600)


def said(now: Live) -> str:
    return now.current().answers["payslip", "pl"].full.splitlines()[0]


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_changed_text_is_said_within_moments(tree: Path, change: Change) -> None:
    now = Live(tree, seconds=0)
    before = now.current().version
    change(PL, "pl: it is", "pl: it is now")
    until = time.monotonic() + 10
    while not said(now).startswith("pl: it is now") and time.monotonic() < until:
        time.sleep(0.02)
    assert said(now).startswith("pl: it is now")
    assert now.current().version != before


def test_the_files_are_not_looked_at_more_often_than_that(now: Live, change: Change) -> None:
    change(PL, "pl: it is", "pl: it is now")
    now.current()
    time.sleep(0.3)
    assert said(now).startswith("pl: it is *")


@pytest.mark.parametrize(
    ("file", "broken", "message"),
    [
        (PL, "", "pl/answers/payslip.md:1: does not begin with a block"),
        (PL, "---\ntitle: [\n---\n", "front matter is not valid YAML"),
        ("pl/phrases.yaml", "greet: [", "pl/phrases.yaml:"),
        ("topics.yaml", "topics: [", "topics.yaml:"),
        ("facts.yaml", "- id: w-1", "record w-1 cannot be read"),
        ("facts.yaml", "a: b", "is no list of records"),
        ("links.yaml", "[", "links.yaml:"),
        ("dialogue.yaml", "responses: 4", "dialogue.yaml"),
    ],
)
def test_a_broken_file_leaves_the_last_good_texts_and_is_told(
    now: Live, write: Write, change: Change, caplog: pytest.LogCaptureFixture, file: str, broken: str, message: str
) -> None:
    good = now.current()
    change("ro/answers/payslip.md", "ro: it is", "ro: never said")
    write(file, broken)
    now.refresh()
    assert now.current() is good
    assert any("the last good texts stay" in line for line in told(caplog))
    if file != "dialogue.yaml":
        assert any(message in line for line in told(caplog))


def test_a_text_that_the_check_refuses_is_not_said(now: Live, change: Change, caplog: pytest.LogCaptureFixture) -> None:
    change(PL, "{{d-1}}", "€ 14,99")
    now.refresh()
    assert "14,99" not in now.current().answers["payslip", "pl"].full
    assert any("`€ 14,99` is typed by hand" in line for line in told(caplog))
    change(PL, "€ 14,99", "{{d-1}}")
    change(PL, "pl: it is", "pl: it is now")
    now.refresh()
    assert said(now).startswith("pl: it is now")


def test_the_same_fault_is_told_once(now: Live, write: Write, caplog: pytest.LogCaptureFixture) -> None:
    write(PL, "")
    for _ in range(3):
        now.refresh()
    assert len([line for line in told(caplog) if PL in line]) == 1


def test_a_fault_from_before_the_start_does_not_hold_up_other_texts(tree: Path, change: Change, write: Write) -> None:
    write("bg/answers/payslip.md", "")
    now = Live(tree, seconds=3600)
    change(PL, "pl: it is", "pl: it is now")
    now.refresh()
    assert said(now).startswith("pl: it is now")


def test_a_file_that_is_taken_away_leaves_the_last_good_texts(now: Live, remove: Callable[[str], None]) -> None:
    remove(PL)
    now.refresh()
    assert said(now).startswith("pl: it is")


def test_a_topic_added_while_running_waits_for_the_next_start(now: Live, write: Write, change: Change) -> None:
    topics = [{**topic, "scope": "else"} if topic["id"] == "payslip" else topic for topic in TOPICS["topics"]]  # type: ignore[attr-defined]
    write("topics.yaml", yaml.safe_dump({**TOPICS, "topics": topics}))
    change(PL, "pl: it is", "pl: it is now")
    now.refresh()
    assert said(now).startswith("pl: it is now")
    assert now.current().topics["payslip"].scope == "my payslip"


def test_without_topics_there_is_nothing_to_start_with(tree: Path, write: Write) -> None:
    write("topics.yaml", "topics: [")
    with pytest.raises(BrokenContent):
        Live(tree)


def test_the_actions_name_the_version_that_is_said_now(now: Live, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_installed", lambda: now)
    before = knowledge.content_version()
    change(PL, "pl: it is", "pl: it is now")
    now.refresh()
    assert knowledge.content_version() == now.current().version != before
