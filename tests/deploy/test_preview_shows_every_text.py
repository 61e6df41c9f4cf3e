"""`make preview`: every text in every language and form, as sent, on a day; to be read on a phone and without JavaScript."""

import os
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from typer.testing import CliRunner

from channels.render.segments import cost
from content.catalogue import Catalogue, load_catalogue
from content.languages import LANGUAGES
from deploy.cli import app
from deploy.preview.build import build
from deploy.preview.faces import whatsapp_html

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("preview"), DAY).parent


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


def bubbles(html: str, kind: str) -> list[tuple[str, str]]:
    """(language, text without tags) of every bubble of that kind."""
    found = re.findall(rf'<div class="bubble {kind}[^"]*" lang="(\w+)">(.*?)</div>', html, re.S)
    return [(lang, unescape(re.sub(r"<[^>]+>", "", text))) for lang, text in found]


def test_every_topic_is_there_in_every_language_and_form(pages: Path, content: Catalogue) -> None:
    index = (pages / "index.html").read_text()
    for topic in content.topics:
        html = (pages / f"topics/{topic}.html").read_text()
        assert f'href="topics/{topic}.html"' in index
        for kind in ("whatsapp", "sms", "page"):
            assert {lang for lang, _ in bubbles(html, kind)} == set(LANGUAGES), (topic, kind)


def test_an_sms_stands_there_as_sent_with_what_it_costs(pages: Path) -> None:
    html = (pages / "topics/minimum_wage.html").read_text()
    sms = dict(bubbles(html, "sms"))
    assert "Placa minimalna od 21 lat: 14,99" in sms["pl"]
    assert sms["pl"].endswith("0 = Menu")
    for lang, encoding in (("pl", "GSM-7"), ("bg", "UCS-2")):
        price = cost(sms[lang])
        assert price.encoding == encoding
        assert f"{encoding}, {price.units} characters, {price.segments} segment" in html


def test_whatsapp_shows_bold_and_the_numbered_buttons(pages: Path) -> None:
    html = (pages / "topics/minimum_wage.html").read_text()
    assert "<strong>€ 14,99</strong>" in html
    assert dict(bubbles(html, "whatsapp"))["nl"].endswith("1 Praat met een mens\n2 Melding doen\n3 Menu\n\n0 = Menu")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~", "<strong>bold</strong> <em>it</em> <s>no</s>"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("- one\n- *two*", "• one\n• <strong>two</strong>"),
        ("<b>&", "&lt;b&gt;&amp;"),
    ],
)
def test_marks_become_what_whatsapp_makes_of_them(text: str, html: str) -> None:
    assert whatsapp_html(text) == html


def test_another_day_shows_what_will_be_said_then(tmp_path: Path) -> None:
    later = build(tmp_path / "later", date(2027, 1, 1)).parent / "topics/minimum_wage.html"
    assert "As said on <strong>01-01-2027</strong>" in later.read_text()
    assert "14,99" not in later.read_text()


def test_the_lines_of_the_bot_are_there_with_names_in_capitals(pages: Path) -> None:
    html = (pages / "phrases.html").read_text()
    assert '<summary id="filed_report">' in html
    assert "GROUP" in html
    assert len(bubbles(html, "whatsapp")) >= 5 * html.count("<summary")


def test_a_broken_text_is_named_and_the_others_are_shown(tmp_path: Path, content: Catalogue) -> None:
    root = tmp_path / "content"
    for source in content.root.glob("*.yaml"):
        root.mkdir(exist_ok=True)
        (root / source.name).write_bytes(source.read_bytes())
    for lang in LANGUAGES:
        (root / lang).mkdir()
        (root / lang / "phrases.yaml").write_bytes((content.root / lang / "phrases.yaml").read_bytes())
        os.symlink(content.root / lang / "questions", root / lang / "questions")
        (root / lang / "answers").mkdir()
        (root / lang / "answers/digid.md").write_bytes((content.root / lang / "answers/digid.md").read_bytes())
    (root / "pl/answers/digid.md").write_text("half")
    index = build(tmp_path / "out", DAY, root)
    assert "pl/answers/digid.md:1: does not begin with a block" in unescape(index.read_text())
    html = (index.parent / "topics/digid.html").read_text()
    assert {lang for lang, _ in bubbles(html, "sms")} == set(LANGUAGES) - {"pl"}
    assert "Not written yet." in html


def test_the_command_prints_the_address() -> None:
    done = CliRunner().invoke(app, ["preview", "--on", "2027-01-01"])
    assert done.exit_code == 0, done.output
    assert Path(done.output.strip().removeprefix("file://")).is_file()


@pytest.mark.browser
def test_pages_fit_a_small_phone_and_work_without_javascript(pages: Path, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
        page = context.new_page()
        page.goto((pages / "index.html").as_uri())
        page.get_by_role("link", name="Minimumloon").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Minimumloon"
        page.get_by_role("link", name="The bot's own lines").click()
        page.locator("#stopped").click()
        assert page.locator("details:has(#stopped) .whatsapp").first.is_visible()
        context.close()
        context = browser.new_context(viewport={"width": 320, "height": 640})
        page = context.new_page()
        for file in sorted(pages.rglob("*.html")):
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, file.name
        browser.close()
