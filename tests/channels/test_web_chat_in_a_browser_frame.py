"""The one line on another site, in a real browser: the chat lives in its frame by events, and "leave quickly" takes the window along."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.channels.conftest import Door, free_port

Make = Callable[..., Door]
pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


def test_the_chat_works_in_a_frame_of_another_site(make_door: Make, page: Page, tmp_path: Path) -> None:
    port = free_port()
    # two names of this machine are two sites to the browser
    door = make_door(twilio_on=False, channels_frame_ancestors=f"http://localhost:{port}")
    frame = f'<!doctype html><title>Gemeente</title><iframe src="{door.url}/embed?lang=pl" title="Wegwijzer"></iframe>'
    (tmp_path / "index.html").write_text(frame)
    site = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.route("https://www.buienradar.nl/**", lambda route: route.fulfill(body="the weather"))
    try:
        page.goto(f"http://localhost:{port}/")
        inside = page.frame_locator("iframe")
        for text in ("raz", "dwa"):
            inside.locator("#text").fill(text)
            inside.locator(".send").click()
            inside.get_by_text(f"heard {text}").wait_for()
        assert len({turn["conversation"] for turn in door.bot.turns}) == 1, "the cookie holds in the frame"
        assert any("/embed/stream" in url for url in asked)
        assert {url.split("/")[2] for url in asked} == {f"localhost:{port}", door.url.split("/")[2]}, "nobody else is asked for anything"
        inside.locator("form.leave button").click()
        page.wait_for_url("https://www.buienradar.nl/")
        door.wait(lambda: not door.rows("SELECT 1 FROM web_sessions"))
        assert [text for text in problems if "favicon" not in text and "404" not in text] == []
    finally:
        site.shutdown()
        site.server_close()
