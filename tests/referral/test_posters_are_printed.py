"""Posters and cards on paper: every line fits in every language, the code is read from the picture, and no colour makes it unreadable."""

import io
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from content.languages import LANGUAGES
from content.live import catalogue
from referral.outreach.print import qr, sheets
from referral.outreach.print.contrast import TEXT, contrast
from referral.outreach.print.sheets import FORMATS, Format, Sheet, Wrong
from referral.outreach.print.tokens import DEFAULT, Tokens, read_tokens

WIDE = Tokens(name="Gemeente Nuenen, Gerwen en Nederwetten")
NUMBER, OTHER = "+3197010212345", "+31612345678"
ONE_PAGE = {"a4": (210, 297), "a6": (105, 148), "card": (85, 55), "cards": (210, 297), "mix": (210, 297)}


def sheet(language: str, topic: str | None = "unpaid_wages", **more: str) -> Sheet:
    return Sheet(language, topic, f"https://wegwijzer.example/go/tako-pime-{language}", **more)


def of(kind: Format, language: str) -> list[Sheet]:
    return (
        [sheet(code, whatsapp=NUMBER, sms=NUMBER) for code in LANGUAGES]
        if kind == "mix"
        else [sheet(language, whatsapp=NUMBER, sms=NUMBER)]
    )


def rendered(pdf: bytes, dpi: int = 150) -> tuple[Image.Image, str, int]:
    """(first page as a picture, its words, number of pages)"""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    found = page.render(scale=dpi / 72).to_pil(), text.get_text_range(), len(document)
    text.close()
    document.close()
    return found


def longest_titles(language: str) -> list[str]:
    """The topics that ask most of a layout: the longest title and the longest word."""
    c = catalogue()
    whole = max(c.topics, key=lambda t: len(c.title(t, language)))
    word = max(c.topics, key=lambda t: max(len(w) for w in c.title(t, language).split()))
    return [whole, word]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_line_fits_in_every_language_with_the_longest_titles(kind: Format) -> None:
    for language in LANGUAGES:
        # a sheet of cards is ten times the card, which is tried with every title
        for topic in (None, *longest_titles(language)) if kind != "cards" else (None,):
            # two lines of numbers take most room
            said = [sheet(code, topic, whatsapp=NUMBER, sms=OTHER) for code in (LANGUAGES if kind == "mix" else [language])]
            made = sheets.boxes(kind, said, WIDE)
            assert [box for box in made if not box["fits"]] == []
            assert len(made) > 5


def test_a_box_that_is_too_small_is_told() -> None:
    made = sheets.boxes("a4", [sheet("nl")], Tokens(name="Gemeente" + "x" * 200))
    assert [box["name"] for box in made if not box["fits"]] == ["sender"]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_code_is_read_from_the_printed_page_and_the_words_are_words(kind: Format) -> None:
    language = "bg"
    said = of(kind, language)
    picture, words, pages = rendered(sheets.pdf(kind, said, DEFAULT))
    assert pages == 1
    assert [round(side / 150 * 25.4) for side in picture.size] == list(ONE_PAGE[kind])
    read = [found.text for found in zxingcpp.read_barcodes(picture)]
    expected = [one.link for one in said] * (10 if kind == "cards" else 1)
    assert sorted(read) == sorted(expected)
    flat = " ".join(words.split())
    assert "Безплатно" in flat
    assert said[0].link.rsplit("/", 1)[1] in flat
    assert "+31 970 102 123 45" in flat


def test_each_language_says_its_promise_its_number_and_112_at_real_size() -> None:
    promises = {"nl": "Je naam is niet nodig", "en": "No name needed", "pl": "Bez podawania nazwiska", "ro": "Fără să îți spui numele",
                "bg": "Без да казваш името си"}  # fmt: skip
    for language, promise in promises.items():
        picture, words, _ = rendered(sheets.pdf("a6", of("a6", language), DEFAULT), 100)
        assert promise in " ".join(words.split())
        assert "112" in words
        assert [found.text for found in zxingcpp.read_barcodes(picture)] == [sheet(language).link]


def test_a_poster_without_a_number_has_none() -> None:
    _, words, _ = rendered(sheets.pdf("a4", [sheet("nl")], DEFAULT), 50)
    assert "+31" not in words
    assert "SMS" not in words


def test_a_letter_that_the_fonts_lack_stops_the_poster_instead_of_printing_a_gap() -> None:
    with pytest.raises(Wrong):
        sheets.pdf("a4", [sheet("nl")], Tokens(name="Gemeente 漢"))


def test_the_code_alone_is_read_as_svg_and_as_a_picture() -> None:
    link = sheet("pl").link
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(link))))] == [link]
    assert Image.open(io.BytesIO(qr.png(link, 640))).width >= 640
    assert qr.svg(link).startswith("<svg")


def png_file(red: int) -> bytes:
    """A red square of 40 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + bytes((red, 0, 0)) * 40) * 40)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def test_a_municipality_brings_its_colours_and_logo(tmp_path: Path) -> None:
    (tmp_path / "0983.yaml").write_text('name: Gemeente Venlo\nprimary: "#7a1f4f"\naccent: "#ffe08a"\nlogo: venlo.png\n')
    (tmp_path / "venlo.png").write_bytes(png_file(250))
    look = read_tokens("0983", tmp_path)
    picture, _, _ = rendered(sheets.pdf("a4", [sheet("nl")], look), 72)
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert {(0x7A, 0x1F, 0x4F), (0xFF, 0xE0, 0x8A), (250, 0, 0)} <= colours


@pytest.mark.parametrize(
    ("primary", "accent", "kept"),
    [("#7a1f4f", "#ffe08a", True), ("#ffff66", "#ffffff", False), ("#777c80", "#777c80", False), ("red", "blue", False), ("", "", False)],
)
def test_colours_that_nobody_could_read_are_left_out(tmp_path: Path, primary: str, accent: str, kept: bool) -> None:
    (tmp_path / "0983.yaml").write_text(f'primary: "{primary}"\naccent: "{accent}"\n')
    look = read_tokens("0983", tmp_path)
    assert (look.primary == primary) is kept
    assert contrast(look.primary, look.on_primary) >= TEXT
    assert contrast(look.accent, look.on_accent) >= TEXT
    assert contrast(look.primary, "#ffffff") >= 3


def test_a_look_that_is_broken_or_reaches_out_of_its_folder_is_ours(tmp_path: Path) -> None:
    (tmp_path / "0983.yaml").write_text("primary: [\n")
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    inner = tmp_path / "looks"
    inner.mkdir()
    (inner / "0599.yaml").write_text("logo: ../secret.svg\n")
    assert read_tokens("0983", tmp_path) == DEFAULT
    assert read_tokens("0599", inner).logo == ""
    assert read_tokens("../0983", inner) == DEFAULT
    assert read_tokens("9999", tmp_path) == DEFAULT
    assert read_tokens(None, tmp_path) == DEFAULT
