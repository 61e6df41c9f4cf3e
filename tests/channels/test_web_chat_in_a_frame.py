"""The chat on a municipality's own site, answers as server-sent events, and a question from the link."""

import re
import threading
from collections.abc import Callable

import httpx
import pytest

from channels.webchat.pages import ELSEWHERE
from channels.wording import Words
from tests.channels.bot_double import BotDouble
from tests.channels.conftest import Door

Make = Callable[..., Door]
SITE = "https://www.gemeente.example"


@pytest.fixture
def framed(make_door: Make) -> Door:
    return make_door(twilio_on=False, channels_public_url="https://wegwijzer.example", channels_frame_ancestors=f"{SITE},https://b.example")


def say(door: Door, text: str, base: str = "/embed", token: str = "") -> httpx.Response:
    cookies = {"Cookie": f"wegwijzer_frame={token}; wegwijzer_chat={token}"} if token else {}
    return httpx.post(f"{door.url}{base}/message", data={"text": text, "lang": "pl"}, headers=cookies)


def token_of(response: httpx.Response) -> str:
    found = re.search(r"wegwijzer_\w+=([\w-]+)", response.headers["set-cookie"])
    assert found
    return found.group(1)


def test_only_the_named_sites_may_frame_it_and_only_the_framed_address(framed: Door) -> None:
    inside = httpx.get(f"{framed.url}/embed?lang=ro")
    assert f"frame-ancestors {SITE} https://b.example" in inside.headers["content-security-policy"]
    assert '<html lang="ro">' in inside.text
    assert "x-frame-options" not in inside.headers
    assert "frame-ancestors 'none'" in httpx.get(f"{framed.url}/chat").headers["content-security-policy"]


def test_nothing_on_the_page_comes_from_anybody_else(framed: Door) -> None:
    page = httpx.get(f"{framed.url}/embed").text
    assert set(re.findall(r'(?:src|href|action)="(\w+:[^"]+)"', page)) <= {"tel:112"}


def test_a_form_in_the_frame_is_answered_there_with_a_cookie_that_is_kept_apart(framed: Door) -> None:
    answer = say(framed, "hej")
    assert answer.headers["location"] == "/embed?lang=pl#end"
    cookie = answer.headers["set-cookie"]
    for part in ("SameSite=None", "Secure", "HttpOnly", "Partitioned", "Path=/embed"):
        assert part in cookie
    page = httpx.get(f"{framed.url}/embed?lang=pl", headers={"Cookie": f"wegwijzer_frame={token_of(answer)}"}).text
    assert "heard hej" in page
    assert 'action="/embed/message"' in page
    assert 'action="/chat' not in page


def test_leaving_quickly_deletes_the_conversation_and_empties_the_frame(framed: Door) -> None:
    token = token_of(say(framed, "tajne"))
    gone = httpx.post(f"{framed.url}/embed/leave", headers={"Cookie": f"wegwijzer_frame={token}"})
    assert gone.status_code == 200
    assert "tajne" not in gone.text
    assert f'href="{ELSEWHERE}" target="_top"' in gone.text
    assert "Max-Age=0" in gone.headers["set-cookie"]
    for table in ("web_sessions", "web_lines", "conversations"):
        assert framed.rows(f"SELECT 1 FROM {table}") == []


def test_without_a_named_site_there_is_no_frame(make_door: Make) -> None:
    door = make_door(twilio_on=False)
    assert httpx.get(f"{door.url}/embed").status_code == 404


@pytest.mark.parametrize("wrong", ["*", "gemeente.nl", "https://x.nl/path", "https://x.nl; script-src *"])
def test_a_site_that_is_no_origin_is_refused_at_the_start(make_door: Make, wrong: str) -> None:
    with pytest.raises(ValueError):
        make_door(twilio_on=False, channels_frame_ancestors=wrong)


def test_an_answer_comes_as_an_event_as_soon_as_it_is_there(framed: Door, bot: BotDouble) -> None:
    token = token_of(say(framed, "raz", "/chat"))
    bot.seconds = 1.0
    script = {"Cookie": f"wegwijzer_chat={token}", "Accept": "text/x-lines"}
    sent = threading.Thread(target=httpx.post, args=(f"{framed.url}/chat/message",), kwargs={"data": {"text": "dwa"}, "headers": script})
    sent.start()
    sent.join()
    events = ""
    with httpx.stream("GET", f"{framed.url}/chat/stream?after=2&lang=pl", headers=script, timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for text in stream.iter_text():
            events += text
    assert re.search(r"event: lines\nid: \d+\ndata: .*heard dwa", events, re.S)
    assert events.endswith("event: end\ndata: \n\n")
    last = re.findall(r"^id: (\d+)", events, re.M)[-1]
    again = httpx.get(f"{framed.url}/chat/stream?after=0&lang=pl", headers=script | {"Last-Event-ID": last}).text
    assert "heard" not in again, "a broken line goes on where it was"


def test_a_stream_for_nobody_ends_at_once(framed: Door) -> None:
    assert "event: end" in httpx.get(f"{framed.url}/chat/stream", timeout=5).text


@pytest.mark.parametrize("language", ["nl", "bg"])
def test_the_link_gives_language_and_first_question(framed: Door, language: str) -> None:
    title = Words().topic_title("minimum_wage", language)
    assert title
    page = httpx.get(f"{framed.url}/embed?lang={language}&topic=minimum_wage").text
    assert f'<button type="submit" name="payload" value="minimum_wage">{title}</button>' in page
