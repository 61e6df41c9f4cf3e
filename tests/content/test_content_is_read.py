"""Reading: what is there, what is broken and does no harm, facts by day, buttons, formats, pages."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content import menu
from content.catalogue import Catalogue, load_catalogue
from content.errors import BrokenContent, ContentError, MissingContent
from content.facts import Facts
from content.files import ROOT, read_front_matter, read_mapping
from content.format import format_value, long_date
from content.i18n import translations
from content.languages import LANGUAGES
from tests.content.conftest import Write


def test_the_real_content_has_all_topics_intents_and_languages(real: Catalogue) -> None:
    assert (len(real.topics), len(real.dialogue_intents), real.languages) == (70, 20, LANGUAGES)
    assert {"minimum_wage", "report_abuse", "exploitation"} <= set(real.available_topics)
    assert real.topics["unpaid_wages"].desk_kind == "work_rights"
    assert all(topic.desk_kind is None or topic.desk_kind in real.desk_kinds for topic in real.topics.values())


@pytest.mark.parametrize("broken", ["", "no front matter", "---\ntitle: [\n---\n", "---\n- a\n---\nx", "---\ntitle: T\n---\n# full\nx"])
def test_a_broken_answer_takes_nothing_else_down(tree: Path, write: Write, broken: str) -> None:
    write("pl/answers/payslip.md", broken)
    content = load_catalogue(tree)
    assert content.problems[0].startswith("pl/answers/payslip.md:")
    assert content.answer("payslip", "ro").full
    assert content.answer("emergency", "pl").full


@pytest.mark.parametrize("broken", ["a: [", "- a list", "just words"])
def test_broken_phrases_leave_the_english_ones(tree: Path, write: Write, broken: str) -> None:
    write("pl/phrases.yaml", broken)
    content = load_catalogue(tree)
    assert content.phrase("greet", "pl", name="Ola") == "hello Ola en"
    assert any(problem.startswith("pl/phrases.yaml") for problem in content.problems)


def test_a_broken_fact_is_left_out_and_the_others_are_there(tree: Path, change: Callable[[str, str, str], None]) -> None:
    change("facts.yaml", "'2026-06-30'", "'in summer'")
    content = load_catalogue(tree)
    assert len(content.problems) == 1
    assert content.facts.fact("wage", date(2026, 6, 1)) is None
    assert content.facts.fact("wage", date(2026, 7, 1)) is not None


def test_without_topics_there_is_nothing_to_say(tree: Path, write: Write) -> None:
    write("topics.yaml", "topics: [")
    with pytest.raises(BrokenContent, match=r"topics\.yaml:"):
        load_catalogue(tree)


def test_what_does_not_exist_is_one_kind_of_error(tree: Path) -> None:
    content = load_catalogue(tree)
    with pytest.raises(MissingContent):
        content.answer("embassies", "nl")
    with pytest.raises(ContentError):
        content.phrase("nothing", "nl")


def test_a_phrase_is_filled_in_and_never_fails_for_a_forgotten_name(tree: Path) -> None:
    content = load_catalogue(tree)
    assert content.phrase("greet", "ro", name="Ion", more="x") == "hello Ion ro"
    assert content.phrase("greet", "ro") == "hello  ro"


def test_an_sms_phrase_has_no_marks_unless_its_short_form_is_written(tree: Path, write: Write) -> None:
    write("nl/phrases.yaml", "greet: Dag *{name}*\nlong: heel lang\nlong_short: kort\n")
    content = load_catalogue(tree)
    assert content.phrase_sms("greet", "nl", name="An") == "Dag An"
    assert content.phrase_sms("long", "nl") == "kort"


def test_the_version_changes_with_what_is_said_and_not_with_what_is_asked(tree: Path, write: Write) -> None:
    before = load_catalogue(tree).version
    write("pl/questions/payslip.txt", "gdzie pasek\n")
    assert load_catalogue(tree).version == before
    write("links.yaml", "rijk: overheid.nl\n")
    assert load_catalogue(tree).version != before


def test_a_fact_of_a_series_is_the_one_valid_that_day(tree: Path) -> None:
    facts = Facts.load(tree)
    said = [fact.value if (fact := facts.fact("wage", day)) else None for day in map(date.fromisoformat, DAYS)]
    assert said == [None, "14.71", "14.71", "14.99", "14.99", None]
    assert facts.fact("no-1", date(2026, 1, 1)) is None


DAYS = ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01")


def test_facts_to_look_up_again_come_soonest_first_without_those_that_are_over(tree: Path) -> None:
    assert [fact.id for fact in Facts.load(tree).due(30, date(2026, 11, 24))] == ["re-1"]
    assert len(Facts.load(tree).due(365, date(2026, 11, 24))) == 5  # w-1 and old-1 are over, no-1 is never shown


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("14.99", "EUR/hour gross", ["€ 14,99", "€14.99", "14,99 €", "14,99 EUR", "14,99 €"]),
        ("1500", "EUR", ["€ 1.500", "€1,500", "1 500 €", "1.500 EUR", "1 500 €"]),
        ("8", "%", ["8%"] * 5),
        ("2.5", "%", ["2,5%", "2.5%", "2,5%", "2,5%", "2,5%"]),
        ("0800 5151", "phone", ["0800 5151"] * 5),
        ("2027-01-01", "date", ["1 januari 2027", "1 January 2027", "1 stycznia 2027", "1 ianuarie 2027", "1 януари 2027"]),
        ("once a year", "", ["once a year"] * 5),
    ],
)
def test_values_are_written_as_each_language_does(value: str, unit: str, expected: list[str]) -> None:
    assert [format_value(value, unit, lang) for lang in LANGUAGES] == expected


def test_a_long_date_has_no_year_mark_in_bulgarian() -> None:
    assert long_date(date(2026, 7, 1), "bg") == "1 юли 2026"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("minimum_wage", ("minimum_wage", {})),
        ("group?value=work", ("group", {"value": "work"})),
        ("group?value=work&page=2", ("group", {"value": "work", "page": "2"})),
        ("change_language?language=pl", ("change_language", {"language": "pl"})),
        ("choose?value=%27s-Gravenhage", ("choose", {"value": "'s-Gravenhage"})),
        ("minimum_wage?value=1", None),
        ("group?danger=fire", None),
        ("choose?value=a;b", None),
        ("choose?value", None),
        ("choose?", None),
        ("/restart", None),
        ('greet{"a": 1}', None),
        ("Greet", None),
        ("", None),
        ("choose?value=" + "a" * 61, None),
    ],
)
def test_only_payloads_of_our_own_form_are_taken(payload: str, expected: tuple[str, dict[str, str]] | None) -> None:
    assert menu.parse_payload(payload) == expected


def test_a_payload_that_is_made_can_be_read() -> None:
    assert menu.parse_payload(menu.format_payload("choose", value="Bergen op Zoom")) == ("choose", {"value": "Bergen op Zoom"})
    assert menu.format_payload("show_menu") == "show_menu"


def test_pages_have_texts_in_every_language_and_an_unknown_one_gets_english() -> None:
    assert all(translations(lang).gettext("") is not None for lang in LANGUAGES)
    assert translations("xx").gettext("Send") == "Send"


def test_the_bots_older_python_reads_it_all() -> None:
    """The bot runs on Python 3.10 and has only PyYAML and Babel of what content needs."""
    program = "from content import live, places; print(len(live.catalogue().topics), places.find_place('Venlo').kind)"
    python = ROOT.parent / "bot" / ".venv" / "bin" / "python"
    done = subprocess.run([python, "-c", program], cwd=ROOT.parent, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["70", "one"]


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrases.yaml").write_text("hello: a\nlate: b\nlate: c\n")
    with pytest.raises(BrokenContent, match=r"phrases\.yaml:3: .*`late` stands twice"):
        read_mapping(tmp_path / "phrases.yaml")
    (tmp_path / "answer.md").write_text("---\ntitle: a\ntitle: b\n---\ntext\n")
    with pytest.raises(BrokenContent, match=r"answer\.md:3: .*`title` stands twice"):
        read_front_matter(tmp_path / "answer.md")
