"""The addresses of the public pages: all there, in plain letters, and none goes dead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from content import check
from content.catalogue import Catalogue
from content.checks.slugs import slugs as check_slugs
from content.files import ROOT
from content.languages import LANGUAGES
from content.romanise import bulgarian
from content.slugs import read_slugs


def test_each_topic_has_one_address_in_each_language(real: Catalogue) -> None:
    slugs = read_slugs()
    assert set(slugs.current) == {(lang, topic) for lang in LANGUAGES for topic in real.topics}
    assert len(slugs.known) >= len(slugs.current), "two topics share an address"
    assert slugs.path("minimum_wage", "pl") == "/pl/placa-minimalna"


def test_bulgarian_addresses_are_the_official_romanisation_of_the_words_beside_them() -> None:
    lines = [line for line in (ROOT / "bg" / "slugs.yaml").read_text().splitlines() if not line.startswith("#")]
    for line in lines:
        slug, _, words = line.partition(": ")[2].partition(" # ")
        assert slug == bulgarian(words).replace(" ", "-")
    # the examples of the Act itself: щ, ъ, ю, я, and -ия at the end of a word
    assert bulgarian("Щъркел юли ябълка София") == "shtarkel yuli yabalka sofia"


def test_an_address_that_is_replaced_leads_to_the_same_topic(tree: Path, change: Callable[[str, str, str], None]) -> None:
    change("pl/slugs.yaml", "payslip: payslip", "payslip: [pasek-wyplaty, payslip]")
    slugs = read_slugs(tree)
    assert (slugs.slug("payslip", "pl"), slugs.topic("pl", "payslip"), slugs.topic("pl", "nothing")) == ("pasek-wyplaty", "payslip", None)
    assert [p for p in check.problems(tree) if "pasek" in p] == [
        "pl/slugs.yaml:1: pasek-wyplaty is new; add the line `pl/pasek-wyplaty payslip` to slugs_published.txt"
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("payslip: payslip", "payslip: pasek", "pl/payslip is on posters and leads nowhere now"),
        ("payslip: payslip\n", "", "payslip has no slug"),
        ("payslip: payslip", "payslip:", "payslip has no slug"),
        ("payslip: payslip", "payslip: emergency", "stands more than once"),
        ("payslip: payslip", "payslip: [płaca, payslip]", "must be small letters"),
        ("payslip: payslip", "payslip: [pay--slip, payslip]", "must be small letters"),
        ("payslip: payslip", "payslip: 12", "needs a slug"),
        ("payslip: payslip", "payslip: payslip\nwages: wages", "topics.yaml has no wages"),
    ],
)
def test_the_check_finds_an_address_that_is_missing_wrong_or_gone(
    tree: Path, change: Callable[[str, str, str], None], old: str, new: str, told: str
) -> None:
    assert check.problems(tree) == []
    change("pl/slugs.yaml", old, new)
    found = check.problems(tree)
    assert any(told in problem and problem.startswith(("pl/slugs.yaml:", "slugs_published.txt:")) for problem in found), found


def test_the_check_is_part_of_the_content_check() -> None:
    assert check_slugs in check.CHECKS
