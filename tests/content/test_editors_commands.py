"""`wegwijzer content …`, as an editor types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content import check, cli
from content.catalogue import load_catalogue
from tests.content.conftest import Write


@pytest.fixture
def run(tree: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(cli, "load_catalogue", lambda: load_catalogue(tree))
    monkeypatch.setattr(check, "load_catalogue", lambda root=tree: load_catalogue(tree))
    return CliRunner(env={"COLUMNS": "120"})


def test_status_shows_what_is_current_outdated_and_missing(run: CliRunner, tree: Path, write: Write) -> None:
    text = (tree / "nl/answers/payslip.md").read_text()
    write("nl/answers/payslip.md", text.replace("version: 1", "version: 2"))
    shown = run.invoke(cli.app, ["status"]).output
    assert "outdated" in shown
    told = json.loads(run.invoke(cli.app, ["status", "--json"]).output)
    assert [told[topic]["pl"]["state"] for topic in ("payslip", "emergency", "embassy")] == ["outdated", "current", "missing"]
    assert told["emergency"]["pl"]["reviewed"] == "2026-11-24"


def test_facts_lists_what_is_due(run: CliRunner) -> None:
    assert "re-1" in run.invoke(cli.app, ["facts", "--due", "3650"]).output


def test_check_says_what_is_wrong_and_fails(run: CliRunner, tree: Path, write: Write) -> None:
    good = run.invoke(cli.app, ["check"])
    assert (good.exit_code, "2 of 3 topics written, 0 problems" in good.output) == (0, True)
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
