"""/case over real HTTP and a real database: a worker with a code, in every language, without a script and without a trace."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import psycopg
import pytest
import uvicorn
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient
from playwright.sync_api import Page, sync_playwright

from content.files import ROOT
from content.i18n import translations
from content.languages import LANGUAGES
from content.leaving import ELSEWHERE
from content.live import catalogue
from deploy.base import database
from referral.case_page import pass_on
from referral.database import Case, CaseMessage, intake
from tests.referral.conftest import Officer, file_case
from tests.referral.test_cases_are_worked_on import post

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
GROUP = "case page"


def say(language: str, text: str) -> str:
    return translations(language).gettext(text)


def field(page: str) -> str:
    found = re.search(r'name="step" value="add">\s*<input type="hidden" name="field" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


def spaced(code: str) -> str:
    return " ".join(code[i : i + 4] for i in range(0, 16, 4))


@pytest.fixture
def address(room: TestClient) -> Iterator[str]:
    """The room as a server of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(room.app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_speaks_every_language_and_leaves_no_trace(room: TestClient, one_time: dict[str, str], language: str) -> None:
    _, code = file_case(room, language=language)
    steps = [room.get("/case", headers={"Accept-Language": f"xx, {language};q=0.9"})]
    steps.append(room.post("/case", data={"lang": language, "step": "open", "code": spaced(code)}))
    for step in ("add", "ask_withdraw", "withdraw"):
        steps.append(room.post("/case", data={"lang": language, "step": step, "field": field(steps[1].text), "text": "jeszcze coś"}))
    words = ["Your code (16 digits)", "How it stands", "Answer or add something", "No, back", "Close this page"]
    for answer, text in zip(steps, words, strict=True):
        page = unescape(answer.text)
        assert answer.status_code == 200, page
        assert say(language, text) in page
        assert f'<html lang="{language}">' in page
        assert re.findall(r"<title>(.*?)</title>", page) == ["Wegwijzer"]
        assert "<script" not in page
        assert code not in page.replace(" ", "")
        assert str(answer.url).endswith("/case")
        headers = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
        assert {name: answer.headers[name] for name in headers} == headers
        assert "set-cookie" not in answer.headers
    assert unescape(steps[3].text).count(catalogue().phrase("ask_withdraw", language, case="X").split("X")[0]) == 1


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_text_of_the_page_is_left_in_english(language: str) -> None:
    with (ROOT / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        told = {str(m.id): str(m.string) for m in read_po(file)}
    templates = Path(pass_on.__file__).parent
    code = "\n".join(path.read_text() for path in (*templates.glob("templates/*.html"), templates / "pages.py"))
    used = set(re.findall(r'(?:_|say|gettext)\("([^"]+)"\)', code)) | set(re.findall(r"_\('([^']+)'\)", code))
    assert len(used) > 25
    assert [text for text in used if not told.get(text) or told[text] == text] == []
    assert [text for text in used if set(re.findall(r"{\w+}", text)) != set(re.findall(r"{\w+}", told[text]))] == []


def test_wrong_codes_are_refused_counted_and_slowed(room: TestClient, one_time: dict[str, str]) -> None:
    _, code = file_case(room)
    assert room.post("/case", data={"lang": "pl", "step": "open", "code": "1234"}).status_code == 422
    for _ in range(5):
        wrong = room.post("/case", data={"lang": "pl", "step": "open", "code": "1" * 16})
        assert wrong.status_code == 404
        assert unescape(catalogue().phrase("case_unknown", "pl")) in unescape(wrong.text)
    stopped = room.post("/case", data={"lang": "pl", "step": "open", "code": code})
    assert stopped.status_code == 429
    assert int(stopped.headers["retry-after"]) > 60
    assert catalogue().phrase("case_too_many_tries", "pl", minutes="15") in unescape(stopped.text)


def test_a_page_that_was_open_too_long_or_is_forged_asks_for_the_code_again(
    room: TestClient, one_time: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, code = file_case(room)
    page = room.post("/case", data={"lang": "en", "step": "open", "code": code}).text
    monkeypatch.setattr(pass_on.time, "time", lambda: datetime.now(UTC).timestamp() + pass_on.MINUTES * 60 + 1)
    for given in (field(page), "x" * 400, "ż", field(page)[:-8]):
        answer = room.post("/case", data={"lang": "en", "step": "open", "field": given})
        assert answer.status_code == 403
        assert "open too long" in answer.text


def test_words_sent_twice_stand_there_once_and_words_are_never_code(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    page = room.post("/case", data={"lang": "ro", "step": "open", "code": code}).text
    sent = {"lang": "ro", "step": "add", "field": field(page), "text": "<b>canary</b>\nmore"}
    assert [room.post("/case", data=sent).status_code for _ in range(2)] == [200, 200]
    with intake() as session:
        assert session.query(CaseMessage).count() == 1
    assert "&lt;b&gt;canary&lt;/b&gt;" in room.post("/case", data=sent).text
    assert officer("rotterdam").get(f"/cases/{reference}").text.count("canary") == 1
    nothing = room.post("/case", data={**sent, "text": "  "})
    assert (nothing.status_code, say("ro", "Write something first.") in unescape(nothing.text)) == (422, True)
    much = room.post("/case", data={**sent, "text": "canary" * 4000})
    assert much.status_code == 422
    assert "canary" * 4000 in much.text  # not lost


def test_a_promise_that_was_not_kept_is_said_and_a_held_case_is_not_withdrawn(room: TestClient, officer: Officer) -> None:
    reference, code = file_case(room)
    opens = {"lang": "en", "step": "open", "code": code}
    assert "wants to reply by" in room.post("/case", data=opens).text
    midnight = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(hours=1)  # the end of the 19th in the Netherlands
    with intake() as session:
        session.query(Case).update({"ack_due": midnight, "held_at": datetime.now(UTC)})
    page = room.post("/case", data=opens).text
    assert "The desk wanted to reply by 19 November 2026 at the latest. It has not done so." in page
    refused = room.post("/case", data={"lang": "en", "step": "withdraw", "field": field(page)})
    assert refused.status_code == 409
    post(officer("rotterdam"), reference, "answer", text="x", language="nl")
    assert "react by" not in room.post("/case", data=opens).text


def test_leaving_goes_to_the_weather_and_clears_what_the_browser_kept(room: TestClient) -> None:
    answer = room.post("/case/leave", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"], answer.headers["clear-site-data"]) == (303, ELSEWHERE, '"cache"')


def press(page: Page, name: str) -> None:
    """With the keyboard alone: Tab until the button has the focus, then Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to “{name}” by keyboard")


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_worker_reads_adds_and_withdraws_by_keyboard_at_320_px(
    address: str, room: TestClient, officer: Officer, referral_urls: database.Urls, chromium: str, script: bool
) -> None:
    reference, code = file_case(room, code="1203450312341230")
    desk = officer("rotterdam")
    post(desk, reference, "answer", text="Кога ти плати шефът последно?", language="bg")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        page = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=script).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
        page.goto(f"{address}/case?lang=bg")
        if script:
            press(page, "Polski")
            press(page, "Български")
        page.locator("#code").focus()
        page.keyboard.type(spaced(code).replace("0", "О").replace("3", "З"))  # Cyrillic letters that look like digits
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Кога ти плати шефът последно?" in page.content()
        widths = [page.evaluate("document.documentElement.scrollWidth")] if script else []
        page.locator("#text").focus()
        page.keyboard.type("Kanarche prez mai")
        if script:
            press(page, say("bg", "Send to the desk"))
            press(page, say("bg", "Withdraw the report"))
            widths.append(page.evaluate("document.documentElement.scrollWidth"))
            press(page, say("bg", "Yes, withdraw"))
        else:
            for name in ("Send to the desk", "Withdraw the report", "Yes, withdraw"):
                with page.expect_navigation():
                    page.get_by_role("button", name=say("bg", name)).press("Enter")
        assert catalogue().phrase("case_withdrawn", "bg") in page.content()
        assert [width for width in widths if width > 320] == []
        assert page.title() == "Wegwijzer"
        assert page.context.cookies() == []
        browser.close()
    plain = [line for line in asked if re.sub(r"\D", "", line.split("/case")[-1]).find(code) >= 0 or line.split(" ")[1]]
    assert plain == []
    assert httpx.get(f"{address}/case").status_code == 200
    with psycopg.connect(referral_urls.admin) as admin:
        assert admin.execute("SELECT status FROM referral.cases").fetchall() == [("withdrawn",)]
        assert admin.execute("SELECT count(*) FROM referral.case_messages").fetchone() == (0,)
