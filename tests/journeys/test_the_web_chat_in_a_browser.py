"""Journey 4: the same conversation in a real browser, in each language, at 320 px and by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from deploy.launch.house import House
from tests.journeys.cast import CODE
from tests.journeys.lines import LINES

pytestmark = [pytest.mark.house, pytest.mark.rasa, pytest.mark.browser]
PATIENCE = 60_000  # ms
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


def says(page: Page, text: str) -> str:
    """Types, sends with the Enter key, waits for the next bubble of ours; its text."""
    before = page.locator("#log .theirs").count()
    page.locator("#text").focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.locator("#log .theirs").nth(before).wait_for(timeout=PATIENCE)
    return page.locator("#log .theirs").nth(before).inner_text()


@pytest.mark.parametrize("lang", LINES)
def test_a_question_and_a_report_by_keyboard_on_a_small_phone(house: House, browser: Browser, lang: str) -> None:
    lines = LINES[lang]
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"http://127.0.0.1:{house.ports.channels}/chat?lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    assert lines.figure in says(page, lines.wage_question)
    says(page, lines.report)
    # a web chat has no address, so contact is not asked
    for line in (lines.story, lines.done, "1", lines.place, lines.yes, lines.skip, lines.skip, lines.skip):
        says(page, line)
    ours = page.locator("#log .theirs")
    ours.filter(has_text=lines.story.split(".")[0]).last.wait_for(timeout=PATIENCE)  # the summary, below what a report can do
    says(page, lines.yes)
    ours.filter(has_text=CODE).first.wait_for(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert errors == []
    context.close()


def test_the_chat_works_without_javascript(house: House, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{house.ports.channels}/chat?lang=pl")
    page.fill("#text", LINES["pl"].wage_question)
    page.click("button.send")
    page.get_by_text(LINES["pl"].figure).first.wait_for(timeout=PATIENCE)
    context.close()


def test_leaving_quickly_clears_the_conversation(house: House, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
    address = f"http://127.0.0.1:{house.ports.channels}/chat?lang=en"
    page.goto(address)
    says(page, "kanariovka question")
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_timeout(1000)
    page.goto(address)
    assert "kanariovka" not in page.content()
    context.close()
