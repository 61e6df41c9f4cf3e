"""Replies that staff choose: the worker reads his own language, the officer both, and the check finds what is missing."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from content.catalogue import load_catalogue
from content.checks.replies import replies as check
from content.files import ROOT
from content.languages import LANGUAGES
from content.replies import read_replies, replies
from referral.database import CaseMessage, intake
from tests.referral.conftest import ACTIONS, Officer, csrf, file_case

GIVEN = {"date": "2026-12-01", "time": "09.30", "place": "Coolsingel 40", "organisation": "FairWork"}
AUTH = {"Authorization": f"Bearer {ACTIONS}"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reply_is_said_in_every_language_with_its_fields_filled_in(lang: str) -> None:
    for reply in replies().values():
        said = reply.said(lang, GIVEN)
        assert "{" not in said
        assert all(GIVEN[field] in said for field, kind in reply.fields.items() if kind == "text")
    assert "9:30" in replies()["come_by"].said(lang, GIVEN)


def test_an_officer_sees_both_languages_and_the_worker_reads_his_own(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room, language="bg")
    desk = officer("rotterdam")
    assert "Afspraak bij het loket" in desk.get(f"/cases/{reference}").text
    empty = desk.get(f"/cases/{reference}/reply", params={"name": "come_by"})
    assert "Verstuur" not in empty.text
    assert desk.get(f"/cases/{reference}/reply", params=GIVEN | {"name": "come_by", "date": "morgen"}).status_code == 422
    page = desk.get(f"/cases/{reference}/reply", params=GIVEN | {"name": "come_by"}).text
    assert "1 december 2026" in page
    assert "1 декември 2026" in page
    sent = desk.post(f"/cases/{reference}/reply", data=GIVEN | {"name": "come_by", "csrf": csrf(page)}).text
    assert "1 december 2026" in sent
    assert "1 декември 2026" in sent
    found = room.post("/api/cases/lookup", json={"code": code, "origin": "origin-of-this-conversation"}, headers=AUTH).json()
    assert found["status"] == "in_progress"
    assert [m["language"] for m in found["messages"]] == ["bg"]
    assert "Coolsingel 40" in found["messages"][0]["text"]
    assert "december" not in found["messages"][0]["text"]
    with intake() as session:
        message = session.query(CaseMessage).one()
        assert message.sealed_dutch
        assert b"Coolsingel" not in message.sealed_dutch + message.sealed_text


def test_what_cannot_be_sent_is_refused(room: TestClient, officer: Officer) -> None:
    reference, _ = file_case(room)
    desk, venlo = officer("rotterdam"), officer("venlo")
    token = csrf(desk.get("/").text)
    url = f"/cases/{reference}/reply"
    assert desk.post(url, data={"csrf": token, "name": "come_by", "date": "2026-12-01"}).status_code == 422
    assert desk.post(url, data={"csrf": token, "name": "no_such"}).status_code == 404
    assert desk.post(url, data={"csrf": "forged", "name": "received"}).status_code == 403
    assert venlo.get(url, params={"name": "received"}).status_code == 404
    assert venlo.post(url, data={"csrf": csrf(venlo.get("/").text), "name": "received"}).status_code == 404


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("__pycache__", "questions"))
    return root


FAULTS = [
    ("pl", "received:\n  source_version: 1", "received:\n  source_version: 0", "made from version 0"),
    ("nl", "received:\n  version: 1", "received:\n  version: 2", "bring it up to date"),
    ("ro", "closed:", "closing:", "missing; translate"),
    ("ro", "closed:", "closing:", "not in nl/replies.yaml"),
    ("bg", "{place}", "{plaats}", "has the fields"),
    ("en", "Come anyway.", "Call 0800 1234.", "number or an address"),
    ("nl", "{date: date, time: time", "{date: day, time: time", "is a day"),
]


@pytest.mark.parametrize(("lang", "old", "new", "fault"), FAULTS)
def test_the_check_finds_a_fault(copy: Path, lang: str, old: str, new: str, fault: str) -> None:
    file = copy / lang / "replies.yaml"
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new))
    try:
        found = list(check(load_catalogue(copy), date(2026, 11, 24)))
        usable = read_replies(copy)
    finally:
        file.write_text(before)
    assert any(fault in line for line in found), found
    if fault.startswith("made from"):
        assert "pl" not in usable["received"].texts  # an outdated text is never sent


def test_the_replies_of_now_have_no_fault() -> None:
    assert list(check(load_catalogue(), date(2026, 11, 24))) == []
