"""Which desk is meant, what a parameter becomes, and what may stand in a summary."""

import shutil
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.nlg import parameters, summary, voice
from bot.nlg.speaker import Speaker
from bot.store import snapshot
from content import live
from content.files import ROOT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to talk to somebody about my house", "housing"), ("Ik wil met iemand praten over mijn woning", "housing"),
        ("chcę porozmawiać z kimś o mieszkaniu", "housing"), ("vreau să vorbesc cu cineva despre locuință", "housing"),
        ("искам да говоря с някого за квартирата", "housing"), ("iskam da govorq s nqkoi za kvartirata", "housing"),
        ("ktoś od mojej wypłaty", "work_rights"), ("somebody who helps with debts", "debt_income"), ("o persoană, vă rog", None),
        ("I want to speak to a person", None), ("ik wil een mens spreken", None), ("искам човек", None),
    ],
)  # fmt: skip
def test_the_words_name_the_desk(text: str, kind: str | None) -> None:
    assert voice.desk_kind_in(text) == kind


def test_a_date_is_written_as_people_write_it() -> None:
    assert parameters.in_words("date:2026-11-24T10:00:00Z", "en") == "24 November 2026"
    assert parameters.in_words("date:2026-11-24", "nl") == "24 november 2026"


def test_words_of_a_person_cannot_change_the_look_of_a_message() -> None:
    assert summary.quote("*STOP* _now_\n\nplease") == "STOP now please"
    assert len(summary.quote("word " * 500)) <= summary.LONGEST_QUOTE + 2


def test_the_bot_says_a_changed_answer_and_never_a_broken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("questions", "geo", "*.py", "__pycache__"))
    now = live.Live(tmp_path, seconds=3600)
    monkeypatch.setattr(live, "_installed", lambda: now)
    file = tmp_path / "pl/answers/digid.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("# full\n", "# full\nNowe zdanie.\n"), encoding="utf-8")
    now.refresh()
    assert voice.answer("digid", "pl")[0].startswith("Nowe zdanie.")
    file.write_text("half a fi", encoding="utf-8")
    now.refresh()
    assert voice.answer("digid", "pl")[0].startswith("Nowe zdanie.")


def test_the_page_of_a_case_is_named_below_a_code_where_it_has_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = snapshot.tracker_from({"slots": {"language": "ro"}}, "w-1", Domain.load(str(ROOT.parent / "bot" / "domain" / "slots.yml")))
    before = Speaker().respond("ask_case_code", "ro", tracker, {})
    monkeypatch.setenv("CASE_PAGE_URL", "https://loket.example/case")
    named = Speaker().respond("ask_case_code", "ro", tracker, {})
    assert named.text.startswith(before.text + "\n\n")
    assert named.text.endswith(" https://loket.example/case?lang=ro")
    assert named.sms == before.sms
    assert Speaker().respond("case_added", "ro", tracker, {}).text == voice.phrase("case_added", "ro", {})[0]
