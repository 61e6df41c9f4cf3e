"""Easy sentences, the same in every language, no number out of somebody's head, danger first."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content import check, reading, status
from content.catalogue import Catalogue

DAY = date(2026, 11, 24)
Change = Callable[[str, str, str], None]
PL, PL2, NL = "pl/answers/embassy.md", "pl/answers/payslip.md", "nl/answers/embassy.md"
ONLY_DUTCH = 'change_language: {phrase: greet, options: [{title: opt_menu, payload: "change_language?language=nl"}]}'
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"


def found(tree: Path) -> list[str]:
    return check.problems(tree, DAY)


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"),
    [
        (PL, "Then that.", f"Then {LONG}.", f"{PL}:14", "`Then one two three …` has 21 words, at most 20"),
        (PL, "# short\n", f"# short\nThen {LONG}. ", f"{PL}:7", "has 21 words, at most 20"),
        (NL, "Then that.", "Dan je Salarisstrook.", f"{NL}:14", "`Salarisstrook`; write loon"),
        (PL, "Then that.", "Czy zna Pan adres?", f"{PL}:14", "`Pan`; write Ty"),
        ("pl/phrases.yaml", "Menu", "Pan Menu", "pl/phrases.yaml:2", "opt_menu has `Pan`; write Ty"),
        (PL, "2. Then that.\n", "", f"{PL}:9", "has 1 numbered steps, the Dutch text 2"),
        (PL2, "- call", "call", f"{PL2}:13", "has 1 lines with a dash, the Dutch text 2"),
        (PL2, "from abroad", "or {{phone.desk}}, from abroad", f"{PL2}:8", "{{phone.desk}} stands here 2 times, 1 in the Dutch text"),
        (NL, "call {{phone.desk}}", "call {{phone.desk}} {{phone.desk}}", f"{PL}:9", "which the Dutch text has 2 times"),
        (PL, "1 lipca 2026", "1 lipca 2027", f"{PL}:9", "has other numbers than the Dutch text (2026, 2027)"),
        (PL, "Then that.", "Then 18 more.", f"{PL}:14", "the number `18` is typed by hand"),
        (PL, "# short\n", "# short\n14,5 ", f"{PL}:7", "the number `14,5` is typed by hand"),
        (PL, "1 lipca", "1 wypłata", f"{PL}:13", "the number `1` is typed by hand"),
        (PL, "{{phone.desk}}", "033 448 11 86", f"{PL}:11", "is typed by hand"),
        (PL, "{{phone.emergency}} in danger", "in danger", f"{PL}:9", "put {{phone.emergency}} into the first line"),
        (PL, "Or call {{phone.desk}}.\n", "", f"{PL}:9", "number of a help line into the first three lines"),
        ("en/phrases.yaml", "opt_menu: Menu", "opt_menu: Help", "en/phrases.yaml:2", "Twilio keeps `Help` for itself"),
        ("en/answers/payslip.md", "title: Loonstrook", "title: Info", "en/answers/payslip.md:2", "Twilio keeps `Info` for itself"),
        (PL, "source_version: 1", "source_version: 1\nminor: few", f"{PL}:2", "`minor:` must be a whole number"),
        (NL, "version: 1", "version: 1\nby_hand: 18", f"{NL}:2", "`by_hand:` must be a list"),
        ("words_to_avoid.yaml", "nl:", "nl: [", "words_to_avoid.yaml:", "not valid YAML"),
        ("dialogue.yaml", "responses:", f"responses:\n  {ONLY_DUTCH}",
         "dialogue.yaml:2", "has no button for the language bg"),
    ],
)  # fmt: skip
def test_a_fault_of_style_or_sameness_is_named(tree: Path, change: Change, file: str, old: str, new: str, where: str, what: str) -> None:
    assert not any(what in problem for problem in found(tree))
    change(file, old, new)
    assert any(problem.startswith(where) and what in problem for problem in found(tree)), found(tree)


@pytest.mark.parametrize("words", ["A1", "PD U2", "NT2Taalmenu", "2026", "eighteen"])
def test_names_years_and_words_are_no_numbers_typed_by_hand(tree: Path, change: Change, words: str) -> None:
    for lang in ("nl", "en", "pl", "ro", "bg"):
        change(f"{lang}/answers/embassy.md", "Then that.", f"Then {words}.")
    assert found(tree) == []


def test_a_number_named_in_the_dutch_text_may_stand_in_every_language(tree: Path, change: Change) -> None:
    for lang in ("nl", "en", "pl", "ro", "bg"):
        change(f"{lang}/answers/embassy.md", "Then that.", "Then that, from 18 years.")
    assert len(found(tree)) == 5
    change(NL, "version: 1", "version: 1\nby_hand: [18]")
    assert found(tree) == []


def test_a_small_change_is_marked_and_outdates_nothing(tree: Path, change: Change) -> None:
    change(NL, "version: 1", "version: 1\nminor: 1")
    assert found(tree) == []


def test_a_list_of_names_is_no_long_sentence(tree: Path, change: Change) -> None:
    for lang in ("nl", "en", "pl", "ro", "bg"):
        change(f"{lang}/answers/embassy.md", "Then that.", "Go to " + LONG.replace(" ", ", ") + " or Venlo.")
    assert found(tree) == []


def test_sentences_end_at_marks_colons_and_lines() -> None:
    text = "@without x\nFirst one. *Second?* Third: fourth\n- fifth {{d-1}} here\n1. sixth"
    assert reading.sentences(text) == ["First one", "*Second", "Third", "fourth", "fifth X here", "sixth"]
    assert (reading.longest(text), round(reading.words_per_sentence(text), 2)) == (3, 1.5)


@pytest.mark.parametrize(
    ("text", "ease"),
    [
        ("De kat zit op de mat.", 206.84 - 0.93 * 6 - 77 * 6 / 6),
        ("Vakantiegeld is loon.", 206.84 - 0.93 * 3 - 77 * 6 / 3),  # va-kan-tie-geld is loon
        ("Arbeidsinspectie.", 206.84 - 0.93 - 77 * 5),  # ar-beids-in-spec-tie
    ],
)
def test_flesch_douma_counts_dutch_syllables(text: str, ease: float) -> None:
    assert reading.flesch_douma(text) == pytest.approx(ease)


def test_the_dutch_texts_of_the_service_are_easy_to_read(real: Catalogue) -> None:
    rows = status.overview(real, DAY)
    assert min(float(str(row["nl"]["flesch_douma"])) for row in rows.values()) > 60
