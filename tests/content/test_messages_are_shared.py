"""Messages that key figures forward, and what is new this month."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content import check
from content.catalogue import Catalogue, load_catalogue
from content.errors import MissingContent
from content.languages import LANGUAGES
from content.sharing import new_this_month, share_text
from tests.content.conftest import Write

LINK = "https://wegwijzer.example/go/tako-pime-sa"
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)


def test_each_topic_has_a_message_in_each_language_that_ends_with_the_link(real: Catalogue) -> None:
    said = {(topic, lang): real.share_text(topic, lang, LINK) for topic in real.topics for lang in LANGUAGES}
    assert len(said) == len(set(said.values())) == 350
    for (topic, lang), text in said.items():
        lines = text.split("\n")
        assert lines[-1].endswith(LINK), (topic, lang)
        assert len(lines) >= 3, (topic, lang)
        assert len(lines[0]) <= 80, (topic, lang, lines[0])
        assert "{" not in text, (topic, lang)
        assert len(text) <= 300
    assert share_text("payslip", "pl", LINK) == said["payslip", "pl"]


def test_the_figure_in_a_message_is_that_of_the_day(real: Catalogue) -> None:
    days = {day: real.share_text("minimum_wage", "pl", LINK, day) for day in (BEFORE, AFTER, date(2027, 1, 1))}
    assert "14,71 €" in days[BEFORE]
    assert "14,99 €" in days[AFTER]
    # the amount of the new year is not known yet: nothing is said rather than something old
    assert "€" not in days[date(2027, 1, 1)]
    assert days[date(2027, 1, 1)].startswith("Płaca minimalna w Holandii\nLiczy się")


def test_a_topic_without_a_message_is_named(real: Catalogue) -> None:
    with pytest.raises(MissingContent, match="nothing"):
        real.share_text("nothing", "pl", LINK)


def test_new_this_month_are_the_topics_whose_figures_began_in_it(real: Catalogue) -> None:
    assert "minimum_wage" not in {news.topic for news in new_this_month(real, "bg", BEFORE)}
    july = {news.topic: news for news in new_this_month(real, "bg", AFTER)}
    assert july["minimum_wage"].title == "Минимална заплата"
    assert july["minimum_wage"].since == AFTER
    assert {fact.value for fact in july["minimum_wage"].facts} >= {"14.99"}
    assert "unpaid_wages" in july, "it names the minimum wage too"
    assert "payslip" not in july
    assert {n.topic for n in new_this_month(real, "bg", date(2026, 7, 31))} == set(july)
    assert "minimum_wage" not in {news.topic for news in new_this_month(real, "bg", date(2026, 8, 1))}
    assert "minimum_wage" in {news.topic for news in new_this_month(real, "bg", date(2027, 1, 1))}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("pl/share.yaml", "emergency:", "emergencies:", "emergency is missing"),
        ("pl/share.yaml", "emergency:", "emergencies:", "topics.yaml has no emergencies"),
        ("pl/share.yaml", "source_version: 1\n", "source_version: 2\n", "made from version 2"),
        ("pl/share.yaml", "source_version: 1\n  text", "text", "needs a text and a version"),
        ("pl/share.yaml", "{link}", "", "needs a line `closing:`"),
        ("pl/share.yaml", "You have", "You " * 60 + "have", "characters with a link of 60"),
        ("pl/share.yaml", "You have", "You " * 21 + "have", "has a sentence of"),
        ("pl/share.yaml", "You have", "Pan have", "`Pan`; write Ty"),
        ("pl/share.yaml", "{{wage}}", "14,99 €", "typed by hand"),
        ("pl/share.yaml", "{{wage}}", "99 hours", "the number 99 typed by hand"),
        ("pl/share.yaml", "{{wage}}", "{{wages}}", "which is not in facts.yaml"),
        ("pl/share.yaml", "The wage is {{wage}}, since {{wage.from}}.", "The wage.", "names other facts"),
        ("pl/share.yaml", 'text: "Danger? {{phone.emergency}}"', 'text: "Danger?\\n{{phone.emergency}}"', "into the first line"),
        ("pl/share.yaml", "No payslip?", "Since {{old-1}}", "a figure in its first line"),
        ("pl/share.yaml", "Call {{phone.desk}}.", "Call {{phone.emergency}}.", "name a help line"),
        ("pl/share.yaml", "closing:", ": [closing", "not valid YAML"),
        ("page_words.yaml", "pl: 'more {topic}'", "pl: 'more'", "other {names} in pl"),
        ("page_words.yaml", "pl: 'more {topic}', ", "", "more is missing in pl"),
        ("page_words.yaml", "pl: 'more {topic}'", "pl: 'Pan {topic} 112'", "`Pan` in pl"),
        ("page_words.yaml", "pl: 'more {topic}'", "pl: 'Pan {topic} 112'", "`112` typed by hand in pl"),
        ("page_words.yaml", "more: {", "more: {{", "not valid YAML"),
    ],
)
def test_the_check_finds_what_is_wrong_with_a_message_or_a_page(
    tree: Path, change: Callable[[str, str, str], None], file: str, old: str, new: str, told: str
) -> None:
    change(file, old, new)
    found = check.problems(tree, date(2026, 11, 24))
    assert any(told in problem and problem.startswith(f"{file}:") for problem in found), found


def test_a_line_whose_figure_has_ended_is_left_out(tree: Path, write: Write) -> None:
    c = load_catalogue(tree)
    assert c.share_text("payslip", "nl", LINK, date(2027, 1, 1)) == f"No payslip?\nYou have a right to one.\nnl more: {LINK}"
