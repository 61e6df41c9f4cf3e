"""The pages of a key figure in a real browser: at 320 px, without scripts, by keyboard, in each language."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from content.languages import LANGUAGES
from tests.journeys.test_the_web_chat_in_a_browser import ARGS
from tests.referral.conftest import Officer
from tests.referral.outreach.test_key_figures import invite

pytestmark = pytest.mark.browser
NAMELESS = """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter((one) => !one.labels.length).map((one) => one.name)"""
SMALL = """[...document.querySelectorAll("button, .button, nav a, summary, select")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 40).map((one) => one.textContent.trim())"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


def looked_at(page: Page, language: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SMALL) == []
    assert page.locator("h1").count() == 1


def presses(page: Page, name: str) -> None:
    """Goes to the button with the Tab key and presses Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f":focus:text-is('{name}')").count():
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def test_every_page_fits_and_works_by_keyboard(room: TestClient, officer: Officer, referral_address: str, browser: Browser) -> None:
    magic = invite(officer("rotterdam"), "Ania", "pl").replace("http://127.0.0.1:8001", referral_address)
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False, locale="pl-PL")
    page = context.new_page()
    page.goto(magic)
    looked_at(page, "pl")
    presses(page, "Otwórz moją stronę")
    looked_at(page, "pl")
    presses(page, "Tak, chcę pomagać")
    presses(page, "Utwórz link")
    assert page.locator(".slug").count() == 1
    for language in LANGUAGES:
        page.goto(f"{referral_address}/my/me")
        page.select_option("#language", language)
        page.locator("form[action='/my/me'] button").press("Enter")
        page.locator(".done").wait_for()
        for path in ("/my", "/my/tell", "/my/help", "/my/me"):
            page.goto(referral_address + path)
            looked_at(page, language)
    page.goto(f"{referral_address}/go/no-such-code")
    looked_at(page, "pl")
    context.close()
