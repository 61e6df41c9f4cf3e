"""The same file says what is right on each day: figures, blocks, sources, and what is left out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content.budget import FULL_DANGER
from content.catalogue import Catalogue, load_catalogue
from content.languages import ALL, LANGUAGES
from tests.content.conftest import Write

SHORT = "---\ntitle: T\nversion: 1\n---\n# short\ns\n\n# full\n"


@pytest.fixture
def say(tree: Path, write: Write) -> Callable[[str, date], str]:
    """The full text of a Dutch answer with this body, on a day."""

    def _say(body: str, on: date) -> str:
        write("nl/answers/embassy.md", SHORT + body)
        return load_catalogue(tree).answer("embassy", "nl", on).full

    return _say


@pytest.mark.parametrize(("day", "euros"), [(date(2026, 6, 30), "14,71"), (date(2026, 7, 1), "14,99"), (date(2026, 12, 31), "14,99")])
def test_the_minimum_wage_changes_with_the_day(real: Catalogue, day: date, euros: str) -> None:
    written = {"nl": f"€ {euros}", "en": f"€{euros.replace(',', '.')}", "pl": f"{euros} €", "ro": f"{euros} EUR", "bg": f"{euros} €"}
    for lang in LANGUAGES:
        shown = real.answer("minimum_wage", lang, day)
        assert written[lang] in shown.full, lang
        assert written[lang] in shown.sms, lang


def test_when_no_amount_is_known_the_official_site_is_named_and_no_old_amount(real: Catalogue) -> None:
    for lang in LANGUAGES:
        shown = real.answer("minimum_wage", lang, date(2027, 1, 1))
        assert "rijksoverheid.nl" in shown.full
        assert "14," not in shown.full + shown.sms
        assert "14." not in shown.full + shown.sms
        assert not {f for f in shown.facts_used if f.startswith("pay-wml-2026")}


def test_the_source_line_names_who_since_when_and_when_it_was_checked(real: Catalogue) -> None:
    last = real.answer("minimum_wage", "nl", date(2026, 11, 24)).full.split("\n")[-1]
    assert last == "Bron: Rijksoverheid, geldt vanaf 1 juli 2026, gecontroleerd 23-11-2026"


def test_every_answer_is_said_in_every_language_on_any_day(real: Catalogue) -> None:
    for day in (date(2026, 1, 1), date(2026, 11, 24), date(2027, 1, 1), date(2031, 1, 1)):
        for topic, lang in real.answers:
            if topic in real.topics:
                shown = real.answer(topic, lang, day)
                assert shown.full
                assert shown.sms, (topic, lang)
                assert "{{" not in shown.full + shown.sms
                assert not [line for line in shown.full.split("\n") if line.startswith("@")]
                assert len(shown.full) < FULL_DANGER + 300


def test_answers_end_with_their_source_in_the_readers_language(real: Catalogue) -> None:
    for (topic, lang), answer in real.answers.items():
        if answer.source and topic in real.topics:
            shown = real.answer(topic, lang, date(2026, 11, 24)).full
            assert f"{ALL[lang].source}: " in shown, (topic, lang)
            assert ALL[lang].checked in shown


def test_a_line_whose_figure_is_not_valid_is_left_out_and_the_others_stay(say: Callable[[str, date], str]) -> None:
    body = "- now {{wage}}\n- old {{old-1}}\n- unverified {{no-1}}\n- unknown {{what}}\n- bad part {{wage.7}}\n- end"
    assert say(body, date(2026, 7, 1)).split("\n\n")[0] == "- now € 14,99\n- end"


def test_blocks_begin_and_end_on_their_day(say: Callable[[str, date], str]) -> None:
    body = "@from 2027-01-01\nnew\nrule\n\n@until 2026-12-31\nold rule\n\n@from 2026-12-01\n@until 2026-12-31\nin between\n\nalways"
    assert say(body, date(2026, 11, 30)) == "old rule\n\nalways"
    assert say(body, date(2026, 12, 31)) == "old rule\n\nin between\n\nalways"
    assert say(body, date(2027, 1, 1)) == "new\nrule\n\nalways"


def test_a_block_with_a_broken_day_is_not_shown(say: Callable[[str, date], str]) -> None:
    assert say("@from soon\nnew\n\nalways", date(2027, 1, 1)) == "always"


def test_the_text_without_a_fact_stands_in_only_when_it_is_gone(say: Callable[[str, date], str]) -> None:
    body = "It is {{wage}}.\n\n@without wage\nSee {{url.rijk}}."
    assert say(body, date(2026, 12, 31)).startswith("It is € 14,99.")
    assert say(body, date(2027, 1, 1)) == "See rijksoverheid.nl."


def test_parts_dates_and_numbers_from_abroad_are_filled_in(say: Callable[[str, date], str]) -> None:
    body = "{{d-1}} {{d-1.1}} {{d-1.2}} | {{wage.from}} – {{wage.until}} | {{phone.desk}} | {{phone.desk.abroad}} | {{ url.rijk }}"
    said = "4 4 8% | 1 juli 2026 – 31 december 2026 | 0800 5151 | +31 70 333 5678 | rijksoverheid.nl"
    assert say(body, date(2026, 7, 1)).split("\n")[0] == said


def test_a_fact_to_be_checked_again_comes_with_the_site_to_check(say: Callable[[str, date], str]) -> None:
    assert say("{{re-1}} days", date(2026, 7, 1)).endswith("(kijk ook op uwv.nl)")


def test_an_sms_with_such_a_fact_names_the_site_too(tree: Path, write: Write) -> None:
    write("nl/answers/embassy.md", SHORT.replace("\ns\n", "\n{{re-1}} days\n") + "text")
    assert load_catalogue(tree).answer("embassy", "nl", date(2026, 7, 1)).sms == "7 days Kijk ook op uwv.nl"


def test_nobody_is_sent_to_a_newspaper_or_a_law_firm_to_check(real: Catalogue) -> None:
    for lang in LANGUAGES:
        shown = real.answer("rental_contract", lang, date(2026, 11, 24))
        assert "advocat" not in shown.full + shown.sms
        assert "rijksoverheid.nl" in shown.full
        assert "nrc.nl" not in real.answer("mental_health", lang, date(2026, 11, 24)).full


def test_a_topic_of_danger_is_marked_and_says_112_first(real: Catalogue, tree: Path) -> None:
    assert load_catalogue(tree).answer("emergency", "pl").danger
    for lang in LANGUAGES:
        assert "112" in "".join(real.answer("exploitation", lang, date(2026, 11, 24)).full.split("\n")[:2])


def test_a_missing_language_is_said_in_dutch_with_a_notice_and_told_to_the_operator_once(
    tree: Path, remove: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    remove("bg/answers/payslip.md")
    content = load_catalogue(tree)
    for _ in range(3):
        shown = content.answer("payslip", "bg", date(2026, 7, 1))
        assert shown.full.startswith(ALL["bg"].only_dutch + "\n\nnl: it is")
        assert shown.sms.startswith(ALL["bg"].only_dutch)
    assert len([r for r in caplog.records if "bg/answers/payslip.md" in r.message]) == 1
    assert content.available_topics == ["emergency", "embassy"]
