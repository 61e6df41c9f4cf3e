"""A sixth language: begun with one command, written in peace, offered to nobody until it is ready."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content.files import ROOT
from content.languages import ALL, LANGUAGES

CLI = "from content.cli import app; app()"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The whole room with its style guides, as an installation of its own."""
    shutil.copytree(ROOT, tmp_path / "content", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT.parent / "docs/style", tmp_path / "docs/style")
    return tmp_path


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = [sys.executable, "-c", CLI, *arguments]
    return subprocess.run(done, cwd=copy, env={"PYTHONPATH": str(copy), "COLUMNS": "150"}, capture_output=True, text=True, check=False)


def python(copy: Path, program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=copy, env={"PYTHONPATH": str(copy)}, capture_output=True, text=True, check=True).stdout.strip()


def test_a_language_is_begun_written_and_made_ready(copy: Path) -> None:
    begun = run(copy, "new-language", "uk")
    assert begun.returncode == 0, begun.stderr
    assert "answers: 70 (" in begun.stdout
    assert "bot/nlu/danger_table.py" in begun.stdout
    uk = copy / "content/uk"
    assert len(list((uk / "answers").glob("*.md"))) == 70
    assert len(list((uk / "questions").glob("*.txt"))) == 90
    assert "# | With DigiD" in (uk / "answers/digid.md").read_text()
    assert "\nmenu:\n" in (uk / "phrases.yaml").read_text()
    assert "# en: What is it about?" in (uk / "phrases.yaml").read_text()
    assert 'msgid "Show the menu"\nmsgstr ""' in (uk / "LC_MESSAGES/messages.po").read_text()
    assert (copy / "docs/style/uk.md").read_text().startswith("# Style guide Ukrainian")
    listed = (copy / "content/languages.yaml").read_text()
    assert "  alphabet: ucs2\n  sms_most: 201\n" in listed.split("uk:")[1]

    # the others do not notice it
    assert python(copy, "from content.languages import LANGUAGES; print(*LANGUAGES)") == " ".join(LANGUAGES)
    assert python(copy, "from content.live import catalogue; print(*catalogue().phrases)") == " ".join(LANGUAGES)
    assert python(copy, "from content import check; print(check.problems())") == "[]"

    # one answer is written; nothing that was written is overwritten
    (uk / "answers/digid.md").write_text((copy / "content/en/answers/digid.md").read_text().replace("title: DigiD", "title: ДіДжіД"))
    again = run(copy, "new-language", "uk").stdout
    assert "answers: 69 (" in again
    assert "written:" not in again
    told = json.loads(run(copy, "status", "--json").stdout)
    assert (told["digid"]["uk"]["state"], told["bsn"]["uk"]) == ("current", {"state": "missing"})
    assert "uk (under construction)" in run(copy, "status").stdout

    # ready too early: the check says what is missing
    (copy / "content/languages.yaml").write_text(listed.replace("''", "word").replace("ready: false", "ready: true"))
    early = run(copy, "check")
    assert early.returncode == 1
    assert "uk/answers/bsn.md:1: no text under `# short`; add it" in early.stdout
    assert "uk/phrases.yaml:1: menu is missing; translate it" in early.stdout
    assert "change_language has no button" not in early.stdout
    assert "has no button for the language uk" in early.stdout


@pytest.mark.parametrize(("code", "alphabet", "most"), [("sk", "gsm7", 306), ("uk", "ucs2", 201)])
def test_the_script_decides_how_long_an_sms_may_be(copy: Path, code: str, alphabet: str, most: int) -> None:
    assert run(copy, "new-language", code).returncode == 0
    program = f"from content.languages import ALL; print(ALL['{code}'].alphabet, ALL['{code}'].sms_most, ALL['{code}'].ready)"
    assert python(copy, program) == f"{alphabet} {most} False"


def test_what_is_no_language_is_refused_and_leaves_nothing(copy: Path) -> None:
    done = run(copy, "new-language", "xx")
    assert done.returncode == 1
    assert "`xx` is no language code" in done.stderr
    assert not (copy / "content/xx").exists()


def test_a_ready_language_without_its_words_is_named(copy: Path) -> None:
    file = copy / "content/languages.yaml"
    file.write_text(file.read_text().replace("  source: Sursa\n", ""))
    done = run(copy, "check")
    assert done.returncode != 0
    assert "languages.yaml:41: ro needs `source:` (str); add it" in done.stdout + done.stderr


def test_every_language_of_the_service_is_ready() -> None:
    assert tuple(ALL) == LANGUAGES == ("nl", "en", "pl", "ro", "bg")
