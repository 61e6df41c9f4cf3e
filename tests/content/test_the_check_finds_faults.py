"""Each fault an editor can make is named with file, line and remedy, and nothing else is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content import check
from content.catalogue import load_catalogue
from content.check import not_yet_asked
from content.checks.texts import short_problems
from content.languages import LANGUAGES
from tests.content.conftest import Write

DAY = date(2026, 11, 24)
Change = Callable[[str, str, str], None]
PL, ASKED = "pl/answers/payslip.md", "pl/questions/payslip.txt"


def found(tree: Path) -> list[str]:
    return check.problems(tree, DAY)


def test_content_without_a_fault_has_no_problems(tree: Path) -> None:
    assert found(tree) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"),
    [
        ("danger/pl/fire.yaml", "<me>", "<you>", "danger/pl/fire.yaml:1", "there is no list <you>"),
        ("danger/pl/fire.yaml", "on .. fire", "on ..", "danger/pl/fire.yaml:2", "has no word where one is needed"),
        ("danger/pl/held.yaml", "help &", "h*lp &", "danger/pl/held.yaml:1", '"h*lp" is not a word'),
        (PL, "---\ntitle", "title", f"{PL}:1", "does not begin with a block"),
        (PL, "title: Loonstrook", "title: [", f"{PL}:", "front matter is not valid YAML"),
        (PL, "title: Loonstrook", "", f"{PL}:2", "`title:` is missing"),
        (PL, "title: Loonstrook", "title: " + "a" * 25, f"{PL}:2", "title has 25 characters, at most 24"),
        (PL, "source_version: 1", "source_version: x", f"{PL}:2", "must be a whole number"),
        (PL, "source_version: 1", "source_version: 0", f"{PL}:2", "counts from 1"),
        (PL, "# short", "# kort", f"{PL}:1", "no text under `# short`"),
        ("nl/answers/payslip.md", "version: 1", "version: 2", f"{PL}:3", "made from version 1 of the Dutch text, which is now 2"),
        (PL, "source: wage", "source: nothing", f"{PL}:5", "fact nothing is not in facts.yaml"),
        (PL, "source: wage", "source: no-1", f"{PL}:5", "not verified (use: no)"),
        (PL, "{{d-1}}", "{{d-9}}", f"{PL}:15", "{{d-9}} is not in facts.yaml"),
        (PL, "{{d-1}}", "{{no-1}}", f"{PL}:15", "is not verified (use: no) and is never shown"),
        (PL, "{{d-1}}", "{{old-1}}", f"{PL}:15", "has no record that is valid today"),
        (PL, "{{d-1}}", "{{d-1.from}}", f"{PL}:15", "has no `from` in facts.yaml"),
        (PL, "{{d-1.2}}", "{{d-1.3}}", f"{PL}:15", "has no `3` in facts.yaml"),
        (PL, "{{url.rijk}}", "{{url.rijksland}}", f"{PL}:11", "is not in links.yaml"),
        (PL, "@without wage", "@without wages", f"{PL}:10", "names a fact that is not in facts.yaml"),
        (PL, "@without wage\nLook", "@from soon\nLook", f"{PL}:18", "has no day of the form"),
        (PL, "@without wage\nLook", "@when 2027-01-01\nLook", f"{PL}:18", "is not understood"),
        (PL, "- line", "@from 2027-01-01\n- line", f"{PL}:15", "stands in the middle of a block"),
        (PL, "{{d-1}}", "€ 14,99", f"{PL}:15", "`€ 14,99` is typed by hand"),
        (PL, "{{d-1}}", "14.99 euro", f"{PL}:15", "`14.99 euro` is typed by hand"),
        (PL, "{{d-1}}", "0800 5151", f"{PL}:15", "`0800 5151` is typed by hand"),
        (PL, "{{d-1}}", "+31 70 333 5678", f"{PL}:15", "is typed by hand"),
        (PL, "{{d-1}}", "112", f"{PL}:15", "`112` is typed by hand"),
        (PL, "{{d-1}}", "x", f"{PL}:13", "lacks {{d-1}}, which the Dutch text has"),
        (PL, "call", "call {{phone.emergency}}", f"{PL}:16", "{{phone.emergency}} is not in the Dutch text"),
        (PL, "- line", "- " + "long " * 200, f"{PL}:13", "characters with figures filled in, at most 900"),
        (PL, "# short\n", "# short\n" + "long " * 70, f"{PL}:7", "at most 306"),
        ("bg/answers/payslip.md", "# short\n", "# short\n" + "дълъг " * 40, "bg/answers/payslip.md:7", "at most 201"),
        ("nl/answers/payslip.md", "# short\n", "# short\nfinanciën ", "nl/answers/payslip.md:7", "make an SMS dear: ë"),
        ("en/answers/emergency.md", "# full\n", "# full\na\nb\nc\n", "en/answers/emergency.md:9", "into the first line, "),
        (ASKED, "payslip pl two", "payslip pl one", f"{ASKED}:3", "stands already in pl/questions/payslip.txt:2"),
        (ASKED, "payslip pl two", "Hello  NL", f"{ASKED}:3", "stands already in nl/questions/greet.txt:1"),
        ("ro/phrases.yaml", "{name}", "{nume}", "ro/phrases.yaml:1", "greet has other {names} than English (name, nume)"),
        ("ro/phrases.yaml", "opt_menu: Menu\n", "", "ro/phrases.yaml:1", "opt_menu is missing"),
        ("ro/phrases.yaml", "Menu", "M" * 25, "ro/phrases.yaml:2", "is a button and has 25 characters"),
        ("ro/phrases.yaml", "Menu", "0800 5151", "ro/phrases.yaml:2", "typed by hand"),
        ("ro/phrases.yaml", "Menu", "'{{phone.x}}'", "ro/phrases.yaml:2", "{{phone.x}} is not in facts.yaml"),
        ("ro/phrases.yaml", "greet: hello", "greet: [hello", "ro/phrases.yaml:", "not valid YAML"),
        ("dialogue.yaml", "payload: payslip", "payload: payslips", "dialogue.yaml:2", "`payslips`, which leads nowhere"),
        ("dialogue.yaml", "value=work", "value=wrok", "dialogue.yaml:2", "which leads nowhere"),
        ("dialogue.yaml", "topic:payslip", "topic:payslips", "dialogue.yaml:2", "names the topic payslips"),
        ("dialogue.yaml", "phrase: greet", "phrase: great", "dialogue.yaml:2", "uses the phrase great"),
        ("facts.yaml", "'2026-06-30'", "'2026-07-30'", "facts.yaml:", "w-1 and w-2 of wage are valid on the same day"),
        ("facts.yaml", "'2026-06-30'", "'2025-06-30'", "facts.yaml:1", "w-1 ends (2025-06-30) before it begins"),
        ("facts.yaml", "checked: '2026-11-23'", "checked: ''", "facts.yaml:", "record w-1 cannot be read"),
        ("facts.yaml", "use: show", "use: maybe", "facts.yaml:", "w-1 has use: maybe"),
        ("facts.yaml", "use: show", "check_at: rijksovrheid\n  use: show", "facts.yaml:", "which is not in links.yaml"),
        ("facts.yaml", "id: w-1", "id: w-2", "facts.yaml:", "w-2 is there 2 times"),
        ("topics.yaml", "dialogue:", "dialog:", "topics.yaml:1", "lacks 'dialogue'"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_line_and_remedy(
    tree: Path, change: Change, file: str, old: str, new: str, where: str, what: str
) -> None:
    change(file, old, new)
    problems = [problem for problem in found(tree) if what in problem]
    assert any(problem.startswith(where) for problem in problems), found(tree)


def test_a_language_that_is_missing_is_named(tree: Path, remove: Callable[[str], None]) -> None:
    remove("bg/answers/payslip.md")
    assert found(tree) == ["bg/answers/payslip.md:1: missing, while nl, en, pl, ro have it; write it"]


def test_an_answer_nobody_can_ask_for_is_reported_and_not_offered(tree: Path, remove: Callable[[str], None]) -> None:
    remove("bg/questions/payslip.txt")
    catalogue = load_catalogue(tree)
    assert "payslip" in not_yet_asked(catalogue)
    assert "payslip" not in catalogue.available_topics
    assert found(tree) == []


def test_a_topic_that_nobody_wrote_is_named_in_every_language(tree: Path, remove: Callable[[str], None]) -> None:
    for lang in LANGUAGES:
        remove(f"{lang}/answers/embassy.md")
    assert found(tree) == [f"{lang}/answers/embassy.md:1: missing; write it" for lang in LANGUAGES]


def test_files_of_no_known_name_are_named(tree: Path, write: Write) -> None:
    write("en/answers/paislip.md", (tree / "en/answers/payslip.md").read_text())
    write("en/questions/paislip.txt", "where is my payslip\n")
    assert [p for p in found(tree) if "rename the file" in p] == [
        "en/answers/paislip.md:1: topics.yaml has no topic of this name; rename the file",
        "en/questions/paislip.txt:1: topics.yaml has no intent of this name; rename the file",
    ]


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_an_empty_file_of_questions_is_named(tree: Path, write: Write, text: str) -> None:
    write("en/questions/payslip.txt", text)
    assert found(tree) == ["en/questions/payslip.txt:1: is empty; write what people ask, one message a line"]


def test_an_empty_answer_is_named_once(tree: Path, write: Write) -> None:
    write("en/answers/payslip.md", "")
    assert found(tree) == ["en/answers/payslip.md:1: does not begin with a block between two lines `---`"]


@pytest.mark.parametrize("name", ["en/questions/payslip.txt", "en/answers/payslip.md", "en/phrases.yaml"])
def test_a_file_that_is_no_text_is_named(tree: Path, name: str) -> None:
    (tree / name).write_bytes(b"\xff\xfe\x00\x80")
    assert any(problem.startswith(f"{name}:1: cannot be read") for problem in found(tree))


def test_a_figure_that_expires_is_a_fault_only_where_nothing_stands_in_for_it(tree: Path, change: Change) -> None:
    assert check.problems(tree, date(2027, 1, 1)) == []  # @without wage stands in
    for lang in ("nl", "en", "pl", "ro", "bg"):
        for _ in range(2):
            change(f"{lang}/answers/payslip.md", "@without wage\n", "")
    assert all("{{wage" in problem and "has no record that is valid today" in problem for problem in check.problems(tree, date(2027, 1, 1)))
    assert len(check.problems(tree, date(2027, 1, 1))) == 10  # {{wage}} and {{wage.from}} in five languages


@pytest.mark.parametrize(
    ("lang", "text", "fault"),
    [
        ("nl", "a" * 306, False),
        ("nl", "a" * 307, True),
        ("nl", "€" * 153, False),
        ("nl", "€" * 154, True),  # the euro sign counts double
        ("en", "it’s", True),
        ("pl", "ł" * 306, False),
        ("ro", "ș" * 307, True),
        ("bg", "я" * 201, False),
        ("bg", "я" * 202, True),
    ],
)
def test_sms_length_is_counted_as_the_network_counts(lang: str, text: str, fault: bool) -> None:
    assert bool(list(short_problems(text, lang))) == fault
