"""The desk as staff meet it: a new officer finds the new case and answers it; every page is free of barriers, at 320 px too."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from referral.settings import settings
from referral.theme import theme
from tests.referral.browser import barriers, overflow, served
from tests.referral.conftest import ACTIONS, PASSWORD, Officer, csrf, file_case

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("WEGWIJZER_SCREENSHOTS")  # `make screenshots` puts the pictures of docs there


@pytest.fixture
def address(room: TestClient) -> Iterator[str]:
    with served(room.app) as url:
        yield url


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


WORK = "/cases/{reference}"
PAGES = (
    "/",
    WORK,
    WORK + "/why",
    WORK + "/package",
    "/handed-on",
    "/keys",
    "/receipt",
    "/campaigns",
    "/campaigns/new",
    "/labels",
    "/audit",
    "/norms",
    "/staff",
    "/password",
    "/webhooks",
    "/tokens",
    "/nowhere",
)


@pytest.mark.parametrize(("language", "width"), [("nl", 320), ("en", 1100)])
def test_no_page_has_barriers_or_runs_off_the_screen(
    room: TestClient, officer: Officer, address: str, browser: Browser, language: str, width: int
) -> None:
    reference, _ = file_case(room, text="Szef nie płaci. " + "Bardzo" * 40)
    file_case(room)
    client = officer("rotterdam")
    client.post("/language", data={"csrf": csrf(client.get("/").text), "language": language, "back": "/"})
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in client.cookies.items()])
    page, problems = context.new_page(), list[str]()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for path in (*PAGES, "/log-in"):
        page.goto(address + path.format(reference=reference))
        assert [text for text in problems if "Failed to load" not in text] == [], path
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.locator("html").get_attribute("lang") == language
        assert barriers(page) == [], path
        assert overflow(page) <= 0, path
        if path == "/" and theme().htmx:  # a choice in the filter shows at once, where scripts run
            page.get_by_label("Status").select_option("closed")
            page.locator("#cases .empty").wait_for()
            assert "status=closed" in page.url
        problems.clear()  # axe-core sets styles of its own, which the policy refuses
    context.close()


def test_a_new_officer_answers_her_first_case(room: TestClient, one_time: dict[str, str], address: str, browser: Browser) -> None:
    """By keyboard and without JavaScript; counted in steps, not in seconds: each page leads to the next, nothing is looked for."""
    _, code = file_case(room, language="pl", text="Nie dostałam pieniędzy za październik.")
    page = browser.new_context(viewport={"width": 1100, "height": 800}, java_script_enabled=False).new_page()
    email = "rotterdam@demo.example"
    page.goto(address)
    shoot(page, "desk-1-log-in")
    typed(page, "E-mail", email)
    typed(page, "Wachtwoord", one_time[email], enter=True)
    typed(page, "Huidig wachtwoord", one_time[email])
    typed(page, "Nieuw wachtwoord (", PASSWORD)
    typed(page, "Nieuw wachtwoord nogmaals", PASSWORD, enter=True)
    shoot(page, "desk-2-list")
    row = page.locator("tbody tr").first
    assert "Nieuw" in row.inner_text()
    assert "polski" in row.inner_text()
    row.get_by_role("link").press("Enter")
    assert page.get_by_text("Nie dostałam pieniędzy za październik.").is_visible()
    shoot(page, "desk-3-case")
    page.get_by_label("Kant-en-klaar antwoord").select_option(index=0)
    page.get_by_role("button", name="Kies").press("Enter")
    shoot(page, "desk-4-ready-reply")
    polish = page.locator("[lang=pl]").first.inner_text()
    page.get_by_role("button", name="Verstuur").press("Enter")
    assert page.get_by_role("status").is_visible()
    shoot(page, "desk-5-sent")
    headers = {"Authorization": f"Bearer {ACTIONS}"}
    seen = room.post("/api/cases/lookup", json={"code": code, "origin": "c" * 32}, headers=headers).json()
    assert polish.strip() in seen["messages"][-1]["text"]


def test_the_municipality_brings_its_own_colours(room: TestClient, browser: Browser, address: str, tmp_path: Path, monkeypatch) -> None:
    sheet = tmp_path / "theme.css"
    sheet.write_text(".our-theme { --utrecht-button-primary-action-background-color: #006400; --desk-bar-color: #400040; }")
    monkeypatch.setenv("REFERRAL_THEME_CSS", str(sheet))
    monkeypatch.setenv("REFERRAL_THEME_CLASS", "our-theme")
    settings.cache_clear()
    theme.cache_clear()
    page = browser.new_page()
    page.goto(f"{address}/log-in")
    colour = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("form.card button, main button").first.evaluate(colour) == "rgb(0, 100, 0)"
    assert page.locator("header").evaluate(colour) == "rgb(64, 0, 64)"
    theme.cache_clear()


def typed(page: Page, label: str, text: str, enter: bool = False) -> None:
    field = page.get_by_label(label, exact=False).first
    field.focus()
    page.keyboard.type(text)
    if enter:
        page.keyboard.press("Enter")
