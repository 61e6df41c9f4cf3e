"""In a real browser: axe finds nothing against WCAG 2.2 AA, nothing runs over at 320 px, and keys, dark, print and no network work."""

import re
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from content.languages import LANGUAGES
from content.live import catalogue
from content.slugs import slugs
from tests.referral.outreach.info.conftest import WITH_NUMBERS, Open

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def address(open_site: Open) -> Iterator[str]:
    """The site on a port of this machine."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = open_site(**WITH_NUMBERS, REFERRAL_OUTREACH_URL=f"http://127.0.0.1:{port}").app
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, lifespan="off"))
    listening = threading.Event()
    startup = server.startup

    async def started(sockets: list[socket.socket] | None = None) -> None:
        await startup(sockets)
        listening.set()

    server.startup = started  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert listening.wait(20)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A small phone; what the browser complains about fails the test."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    yield page
    assert [text for text in complaints if "404" not in text] == []
    context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_index_plain_topic_and_danger(page: Page, address: str, lang: str) -> None:
    for path in (f"/{lang}", slugs().path("minimum_wage", lang), slugs().path("exploitation", lang)):
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}{path}")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    page.emulate_media(color_scheme="dark")
    contrast = Axe().run(page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]})
    assert contrast.violations_count == 0, contrast.generate_report()
    # axe itself works: it sees dark words on a dark page
    page.evaluate("document.querySelector('h1').style.color = '#333'")
    assert Axe().run(page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]}).violations_count == 1


def test_search_results_and_a_dead_address_are_for_everybody_too(page: Page, address: str) -> None:
    for path in ("/ro?q=salariu", "/ro?q=qqqqqq", "/ro/nu-exista"):
        page.goto(f"{address}{path}")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_the_longest_words_do_not_run_over_on_a_small_phone(page: Page, address: str) -> None:
    c = catalogue()
    long = {(lang, topic): max(map(len, re.findall(r"\w+", c.answer(topic, lang).body))) for lang, topic in slugs().current}
    for lang, topic in sorted(long, key=lambda page: -long[page])[:12]:
        page.goto(f"{address}{slugs().path(topic, lang)}", wait_until="domcontentloaded")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, (lang, topic)


def test_a_page_is_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/pl")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0, "the way to the text shows when it is reached"  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "tel:112"
    page.keyboard.press("Tab")
    page.keyboard.type("dentysta")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pl?q=dentysta")
    page.locator("#found ~ ul a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pl/dentysta")
    assert page.locator("h1").inner_text() == "Dentysta"


def test_a_page_asks_for_one_file_and_is_read_without_a_network(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    page.goto(f"{address}/bg/eksploatatsia", wait_until="networkidle")
    assert asked == [f"{address}/bg/eksploatatsia"]
    page.context.set_offline(True)
    assert page.locator(".alarm a").first.inner_text() == "112"
    assert page.evaluate("getComputedStyle(document.querySelector('.alarm')).backgroundColor") == "rgb(157, 35, 24)"


def test_on_paper_stay_the_answer_its_source_and_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/nl/uitbuiting")
    page.emulate_media(media="print")
    for shown in ("h1", ".alarm", ".answer", ".source", ".address"):
        assert page.locator(shown).is_visible(), shown
    for hidden in ("header", ".ask", ".more", ".crumbs"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.locator(".address").inner_text() == f"{address}/nl/uitbuiting"
