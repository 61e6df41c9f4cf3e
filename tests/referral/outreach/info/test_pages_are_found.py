"""Searching, mistyping, old addresses, and pictures of a link preview."""

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image, ImageFont

from content.languages import LANGUAGES, NAMES
from content.live import catalogue
from content.slugs import Slugs, slugs
from referral.outreach.calendar import today
from referral.outreach.info import pages, picture


@pytest.mark.parametrize(
    ("lang", "query", "path"),
    [
        ("nl", "loonstrook", "/nl/loonstrook"),
        ("nl", "baas betaalt niet", "/nl/loon-niet-betaald"),
        ("en", "MINIMUM  wage", "/en/minimum-wage"),
        ("pl", "wyplata minimalna", "/pl/placa-minimalna"),
        ("pl", "dentystę", "/pl/dentysta"),
        ("pl", "nie dostałem wypłaty", "/pl/brak-wyplaty"),
        ("ro", "concediere", "/ro/concediere"),
        ("ro", "asigurare sanatate", "/ro/asigurare-de-sanatate"),
        ("bg", "зъболекар", "/bg/zabolekar"),
        ("bg", "minimalna zaplata", "/bg/minimalna-zaplata"),
    ],
)
def test_words_find_a_topic_with_or_without_accents(site: TestClient, lang: str, query: str, path: str) -> None:
    found = site.get(f"/{lang}", params={"q": query})
    results = found.text.partition('id="found"')[2].partition("</section>")[0]
    assert f'href="{path}"' in results.split("</li>")[0], results
    # what somebody looked for stays with them
    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["X-Robots-Tag"] == "noindex"
    assert "set-cookie" not in found.headers


@pytest.mark.parametrize(
    "query", ["", "   ", "qqqqqqq", "<script>alert(1)</script>", "x" * 5000, "\x00\u202e", "' OR 1=1 --", "{{phone.emergency}}"]
)
def test_a_search_that_finds_nothing_shows_all_topics(site: TestClient, query: str) -> None:
    answer = site.get("/pl", params={"q": query})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert answer.text.count('href="/pl/placa-minimalna"') == 1
    assert len(answer.content) < 40_000


def test_an_address_typed_with_capitals_or_own_letters_leads_to_the_page(site: TestClient) -> None:
    for typed, path in (
        ("/pl/Płaca-Minimalna.", "/pl/placa-minimalna"),
        ("/ro/SALARIUL_MINIM", "/ro/salariul-minim"),
        ("/bg/минимална-заплата", "/bg/minimalna-zaplata"),
        ("/nl/", "/nl"),
    ):
        moved = site.get(typed)
        assert (moved.status_code, moved.headers["Location"]) == (301, path)


def test_an_old_address_leads_to_the_new_one(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = slugs()
    renamed = Slugs({**now.current, ("pl", "minimum_wage"): "najnizsza-placa"}, {**now.known, ("pl", "najnizsza-placa"): "minimum_wage"})
    monkeypatch.setattr(pages, "slugs", lambda: renamed)
    moved = site.get("/pl/placa-minimalna")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/pl/najnizsza-placa")


@pytest.mark.parametrize("path", ["/pl/nothing-here", "/pl/minimum-wage", "/pl/" + "a" * 3000, "/bg/%00", "/pl/nothing.png"])
def test_an_address_that_never_was_explains_itself(site: TestClient, path: str) -> None:
    gone = site.get(path)
    assert gone.status_code == 404
    assert "noindex" in gone.headers["X-Robots-Tag"]
    assert gone.headers["Content-Security-Policy"]
    if path.startswith("/pl/n"):
        assert "Nie ma takiej strony" in gone.text
        assert 'href="/pl/placa-minimalna"' in gone.text


def test_each_page_has_a_picture_of_its_own(site: TestClient) -> None:
    seen = set()
    for lang in LANGUAGES:
        for path in (f"/{lang}/index.png", *(f"{slugs().path(topic, lang)}.png" for topic in ("minimum_wage", "exploitation"))):
            answer = site.get(path)
            shown = Image.open(io.BytesIO(answer.content))
            assert (shown.format, shown.size, answer.headers["Content-Type"]) == ("PNG", (1200, 630), "image/png")
            # WhatsApp leaves out what is heavier than 300 kB
            assert len(answer.content) < 300_000
            assert "max-age=2592000" in answer.headers["Cache-Control"]
            seen.add(answer.content)
    assert len(seen) == 3 * len(LANGUAGES)


def test_the_font_has_every_letter_that_a_picture_shows() -> None:
    c = catalogue()
    letters = {letter for topic in c.topics for lang in LANGUAGES for letter in c.title(topic, lang)}
    letters |= {x for lang in LANGUAGES for line in c.words_of_pages(lang, today()).values() for x in line}
    letters |= {
        x
        for lang in LANGUAGES
        for group in ("work", "papers", "health", "housing", "family", "help")
        for x in c.phrase(f"group_{group}", lang)
    }
    letters |= {x for name in NAMES.values() for x in name}
    assert {"ł", "ș", "ț", "щ", "ъ"} <= letters
    for file in sorted(picture.FONTS.glob("*.ttf")):
        font = ImageFont.truetype(file, 40)
        unknown = bytes(font.getmask("\U000fffff"))
        assert [x for x in letters if not x.isspace() and bytes(font.getmask(x)) == unknown] == [], file.name


def test_a_picture_is_drawn_once_and_kept_whole(pictures: Path) -> None:
    words = picture.Words("ro", "Locuință în țara mea", "Locuință", "Gratuit.", "Română")
    first = picture.picture(words, pictures)
    kept = list(pictures.iterdir())
    assert [path.name for path in kept] == [f"{words.version}.png"]
    picture._kept.clear()
    assert picture.picture(words, pictures) == first == kept[0].read_bytes()
    picture._kept.clear()
    kept[0].write_bytes(b"half a pict")
    assert picture.picture(words, pictures) == first, "a broken file is drawn anew"
    picture._kept.clear()
    assert picture.picture(words, Path("/proc/nowhere")) == first, "a disk that is full takes no picture away"
