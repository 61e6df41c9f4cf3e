"""What is kept, and for how long: a figure that ends at midnight is gone at midnight."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
import time_machine
from fastapi.testclient import TestClient

from content.files import ROOT
from content.live import Live
from referral.outreach.info import freshness, state

PAGE = "/nl/minimumloon"
NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)  # midnight in Amsterdam


def age(response: object) -> int:
    return int(response.headers["Cache-Control"].split("max-age=")[1].split(",")[0])  # type: ignore[attr-defined]


def test_the_minimum_wage_changes_with_the_year_in_amsterdam(site: TestClient) -> None:
    with time_machine.travel(NEW_YEAR - timedelta(seconds=20), tick=False):
        before = site.get(PAGE)
    with time_machine.travel(NEW_YEAR, tick=False):
        after = site.get(PAGE)
        again = site.get(PAGE, headers={"If-None-Match": before.headers["ETag"]})
    assert "€\u00a014,99" in before.text
    assert "31 december 2026" in before.text
    assert age(before) == 20, "kept until midnight and no longer"
    assert "14,99" not in after.text
    assert "1 januari 2027" in after.text
    assert "rijksoverheid.nl" in after.text
    assert age(after) == 300
    assert again.status_code == 200


def test_the_day_is_that_of_amsterdam_in_summer_too() -> None:
    assert freshness.seconds(datetime(2027, 6, 30, 21, 59, 30, tzinfo=UTC)) == 30
    assert freshness.seconds(datetime(2027, 6, 30, 22, 0, tzinfo=UTC)) == 300
    assert freshness.seconds(datetime(2027, 6, 30, 21, 59, 59, 999_999, tzinfo=UTC)) == 1


def test_a_reader_who_has_the_page_is_sent_nothing_again(site: TestClient) -> None:
    plain = site.get(PAGE, headers={"Accept-Encoding": "identity"})
    packed = site.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["Content-Length"]) == len(gzip.compress(plain.content, 6, mtime=0)) < 9_000
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"], "two bodies have two tags"
    for tag in (plain.headers["ETag"], f"W/{plain.headers['ETag']}", f'"other", {plain.headers["ETag"]}', "*"):
        same = site.get(PAGE, headers={"Accept-Encoding": "identity", "If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b""), tag
        assert same.headers["ETag"] == plain.headers["ETag"]
        assert same.headers["Cache-Control"].startswith("public, max-age=")
    head = site.head(PAGE, headers={"Accept-Encoding": "identity"})
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", plain.headers["ETag"])


def test_a_corrected_text_is_on_the_page_without_a_new_start(site: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "content"
    copytree(
        ROOT, root, ignore=lambda folder, names: [n for n in names if n in ("questions", "danger", "__pycache__") or n.endswith(".py")]
    )
    live = Live(root, seconds=3600)
    monkeypatch.setattr(state, "catalogue", live.current)
    before = site.get(PAGE)
    facts = (root / "facts.yaml").read_text()
    (root / "facts.yaml").write_text(facts.replace("value: '14.99'", "value: '15.99'"))
    live.refresh()
    after = site.get(PAGE)
    assert "14,99" in before.text
    assert "15,99" in after.text
    assert before.headers["ETag"] != after.headers["ETag"]
