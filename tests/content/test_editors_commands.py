"""`wegwijzer content …`, as an editor types it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content import check, cli
from content.catalogue import load_catalogue
from content.languages import LANGUAGES
from tests.content.conftest import Write

Remove = Callable[[str], None]
Change = Callable[[str, str, str], None]


@pytest.fixture
def run(tree: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(cli, "load_catalogue", lambda root=tree, languages=LANGUAGES: load_catalogue(tree, languages))
    monkeypatch.setattr(check, "load_catalogue", lambda root=tree: load_catalogue(tree))
    return CliRunner(env={"COLUMNS": "120"})


def test_status_shows_what_is_current_outdated_and_missing(run: CliRunner, tree: Path, write: Write, remove: Remove) -> None:
    text = (tree / "nl/answers/payslip.md").read_text()
    write("nl/answers/payslip.md", text.replace("version: 1", "version: 2\nminor: 3").replace("reviewed: 2026-11-24\n", ""))
    remove("pl/answers/embassy.md")
    shown = run.invoke(cli.app, ["status"]).output
    assert all(word in shown for word in ("outdated", "missing", "2 of 3", "Flesch-Douma"))
    told = json.loads(run.invoke(cli.app, ["status", "--json", "--on", "2026-07-01"]).output)
    assert [told[topic]["pl"]["state"] for topic in ("payslip", "emergency", "embassy")] == ["outdated", "current", "missing"]
    dutch = told["payslip"]["nl"]
    assert (dutch["version"], dutch["reviewed"], told["emergency"]["pl"]["reviewed"]) == ("2.3", None, "2026-11-24")
    assert told["emergency"]["nl"] | {"flesch_douma": 0} == {
        "state": "current", "version": "1.0", "reviewed": "2026-11-24", "full": 6, "sms": 6, "words_per_sentence": 2.0,
        "longest_sentence": 2, "flesch_douma": 0,
    }  # fmt: skip


def due(run: CliRunner, *arguments: str) -> str:
    return run.invoke(cli.app, ["facts", *arguments]).output


def test_facts_lists_what_is_due_on_a_day(run: CliRunner) -> None:
    assert "re-1" not in due(run, "--due", "60", "--on", "2026-10-01")
    assert "re-1" in due(run, "--due", "60", "--on", "2026-10-02")  # to be looked up again by 2026-12-01
    assert "re-1" in due(run, "--due", "3650")


def test_a_figure_that_ends_without_a_next_one_is_due_before_it_ends(run: CliRunner) -> None:
    assert "w-2" in due(run, "--due", "60", "--on", "2026-11-01")  # ends 2026-12-31, and nothing comes after it
    assert "w-1" not in due(run, "--due", "60", "--on", "2026-05-15")  # w-2 follows
    assert "w-2" not in due(run, "--due", "60", "--on", "2027-01-01")  # over


def test_the_check_reads_as_on_another_day(run: CliRunner, change: Change) -> None:
    for _ in range(2):
        change("nl/answers/payslip.md", "@without wage\n", "")
    assert run.invoke(cli.app, ["check", "--on", "2026-12-31"]).exit_code == 0
    later = run.invoke(cli.app, ["check", "--on", "2027-01-01"])
    assert later.exit_code == 1
    assert "{{wage}} has no record that is valid today" in later.output
    assert run.invoke(cli.app, ["check", "--on", "soon"]).exit_code == 2


def test_answers_that_nobody_read_again_are_told_and_are_no_fault(run: CliRunner, change: Change) -> None:
    change("ro/answers/embassy.md", "reviewed: 2026-11-24\n", "")
    told = run.invoke(cli.app, ["check"])
    assert (told.exit_code, "not read by a second person yet: 1 of 15 answers" in told.output) == (0, True)


def test_check_says_what_is_wrong_and_fails(run: CliRunner, tree: Path, write: Write) -> None:
    good = run.invoke(cli.app, ["check"])
    assert (good.exit_code, "3 of 3 topics written, 0 problems" in good.output) == (0, True)
    write("pl/questions/payslip.txt", "")
    bad = run.invoke(cli.app, ["check"])
    assert bad.exit_code == 1
    assert "pl/questions/payslip.txt:1: is empty" in bad.output


def test_a_broken_list_of_topics_is_told_without_a_traceback(run: CliRunner, write: Write) -> None:
    write("topics.yaml", "topics: [")
    for command in ("status", "facts", "check"):
        done = run.invoke(cli.app, [command])
        assert done.exit_code == 1
        assert "topics.yaml:" in done.output
