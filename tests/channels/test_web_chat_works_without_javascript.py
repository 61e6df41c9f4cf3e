"""The web chat as a browser without JavaScript uses it: forms, redirects, cookies, over real HTTP."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import httpx
import psycopg
import pytest

from channels.retention.store import RULES
from channels.webchat import sealing
from channels.webchat.pages import ELSEWHERE
from channels.webchat.texts import translator
from channels.wording import LANGUAGES
from tests.channels.bot_double import BotDouble
from tests.channels.conftest import Door

Make = Callable[..., Door]
COOKIE = "wegwijzer_chat"


@pytest.fixture
def visitor(make_door: Make) -> Iterator[tuple[httpx.Client, Door]]:
    door = make_door(twilio_on=False, channels_public_url="http://127.0.0.1")
    with httpx.Client(base_url=door.url, follow_redirects=True) as client:
        yield client, door


def bubbles(page: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in re.findall(r'<div class="bubble">(.*?)</div>', page, re.S)][1:]


def nonce(page: str) -> str:
    found = re.search(r'id="compose".*?name="nonce" value="(\w+)"', page, re.S)
    assert found
    return found.group(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(visitor: tuple[httpx.Client, Door], language: str) -> None:
    page = visitor[0].get("/", headers={"Accept-Language": f"xx, {language};q=0.9"}).text
    assert f'<html lang="{language}">' in page
    for text in ("Leave quickly", "Your message", "In danger? Call", "Show the menu", "The answer is being written …"):
        assert translator(language)(text) in unescape(page)
        assert language == "en" or translator(language)(text) != text or text == "Menu"


def test_a_question_is_answered_on_the_page_that_comes_back(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    page = client.get("/chat?lang=pl").text
    answer = client.post("/chat/message", data={"text": "szef <b>nie</b> płaci", "lang": "pl", "nonce": nonce(page)})
    assert answer.status_code == 200
    assert bubbles(answer.text) == ["szef <b>nie</b> płaci", "heard szef <b>nie</b> płaci"]
    assert "<b>nie" not in answer.text
    assert door.bot.turns[0] | {"conversation": "", "message_id": ""} == {
        "conversation": "", "message_id": "", "channel": "web", "language": "pl", "kind": "text", "text": "szef <b>nie</b> płaci",
    }  # fmt: skip
    assert 'http-equiv="refresh"' not in answer.text


def test_an_option_is_a_button_and_its_title_becomes_the_visitors_line(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    page = client.post("/chat/message", data={"payload": "show_menu", "lang": "pl"}).text
    assert '<button type="submit" name="payload" value="group?value=housing">Mieszkanie</button>' in page
    page = client.post("/chat/message", data={"payload": "group?value=housing", "lang": "pl"}).text
    assert bubbles(page)[-2:] == ["Mieszkanie", "heard group?value=housing"]
    assert door.bot.turns[1]["kind"] == "choice"
    assert 'value="group?value=housing"' not in page, "old buttons are gone"


def test_a_payload_that_was_not_offered_is_ignored(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    client.post("/chat/message", data={"payload": "restart", "lang": "pl"})
    assert door.bot.turns == []


def test_the_same_form_sent_twice_is_one_message(visitor: tuple[httpx.Client, Door]) -> None:
    client, _ = visitor
    page = client.post("/chat/message", data={"text": "raz", "lang": "pl"}).text
    form = {"text": "dwa", "lang": "pl", "nonce": nonce(page)}
    client.post("/chat/message", data=form)
    page = client.post("/chat/message", data=form).text
    assert bubbles(page) == ["raz", "heard raz", "dwa", "heard dwa"]


def test_while_the_answer_takes_longer_the_page_comes_again_by_itself(visitor: tuple[httpx.Client, Door], bot: BotDouble) -> None:
    client, door = visitor
    bot.seconds = 4
    page = client.post("/chat/message", data={"text": "powoli", "lang": "pl"}).text
    assert '<noscript><meta http-equiv="refresh"' in page
    assert bubbles(page) == ["powoli"]
    door.wait(lambda: bubbles(client.get("/chat").text) == ["powoli", "heard powoli"])


def test_the_script_gets_new_lines_only(visitor: tuple[httpx.Client, Door]) -> None:
    client, _ = visitor
    script = {"Accept": "text/x-lines"}
    assert client.post("/chat/message", data={"text": "raz", "lang": "pl"}, headers=script).status_code == 204
    answer = client.get("/chat/log?after=0&lang=pl")
    assert answer.headers["x-waiting"] == "0"
    assert "heard raz" in answer.text
    assert "<html" not in answer.text
    last = re.findall(r'data-id="(\d+)"', answer.text)[-1]
    assert client.get(f"/chat/log?after={last}").text.strip() == ""


def test_leaving_deletes_everything_and_goes_elsewhere(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    client.post("/chat/message", data={"text": "tajne", "lang": "pl"})
    answer = client.post("/chat/leave", follow_redirects=False)
    assert answer.headers["location"] == ELSEWHERE
    assert "storage" in answer.headers["clear-site-data"]
    for table in ("web_sessions", "web_lines", "conversations"):
        assert door.rows(f"SELECT 1 FROM {table}") == []
    assert bubbles(client.get("/chat").text) == []


def test_changing_the_language_changes_page_and_conversation(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    client.post("/chat/message", data={"text": "hallo", "lang": "nl"})
    page = client.post("/chat/language", data={"lang": "bg"}).text
    assert '<html lang="bg">' in page
    assert door.bot.turns[-1]["payload"] == "change_language?language=bg"
    assert bubbles(page)[-2] == "Български"


def test_the_database_and_our_settings_cannot_read_a_web_chat(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    client.post("/chat/message", data={"text": "kanarek 7788", "lang": "pl"})
    token = client.cookies[COOKIE]
    dump = door.dump()
    assert "kanarek" not in dump
    assert token not in dump
    rows = door.rows("SELECT sealed FROM web_lines ORDER BY id")
    assert sealing.unseal(token, rows[0]["sealed"])["text"] == "kanarek 7788"
    assert door.rows("SELECT 1 FROM inbound WHERE sealed IS NOT NULL") == []


def test_the_cookie_and_the_headers_keep_it_private(visitor: tuple[httpx.Client, Door]) -> None:
    client, _ = visitor
    page = client.get("/chat?lang=nl")
    assert "set-cookie" not in page.headers, "nothing is kept for somebody who only looks"
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", page.text) is None
    cookie = client.post("/chat/message", data={"text": "x"}, follow_redirects=False).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/chat" in cookie


def test_another_site_cannot_send_forms_here(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    for path in ("/chat/message", "/chat/leave", "/chat/language"):
        assert client.post(path, data={"text": "x", "lang": "nl"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert door.bot.turns == []


def test_a_link_can_offer_a_topic_and_nothing_else(visitor: tuple[httpx.Client, Door]) -> None:
    client, _ = visitor
    assert "evil" not in client.get("/chat?lang=nl&topic=evil<script>").text
    assert client.get("/chat?lang=xx&topic=" + "a" * 500).status_code == 200


def test_too_many_new_chats_from_one_address_must_wait(visitor: tuple[httpx.Client, Door]) -> None:
    _, door = visitor
    statuses = [httpx.post(f"{door.url}/chat/message", data={"text": ""}).status_code for _ in range(75)]
    assert statuses[:60] == [303] * 60
    assert 429 in statuses


def test_the_page_of_a_case_is_linked_where_it_has_a_public_address(visitor: tuple[httpx.Client, Door], make_door: Make) -> None:
    assert "/case" not in visitor[0].get("/chat?lang=pl").text
    door = make_door(worker=False, twilio_on=False, channels_public_url="http://127.0.0.1", case_page_url="https://loket.example/case")
    page = httpx.get(f"{door.url}/chat?lang=pl").text
    words = translator("pl")("Do you have a code? Read your report here")
    assert f'<a href="https://loket.example/case?lang=pl" rel="noreferrer">{words}</a>' in page


def test_a_very_long_message_is_answered(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    page = client.post("/chat/message", data={"text": "ą" * 5000, "lang": "pl"}).text
    assert "heard ąąą" in page
    assert len(door.bot.turns[0]["text"]) == 1000


def test_old_chats_and_rows_are_thrown_away(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    client.post("/chat/message", data={"text": "stare", "lang": "pl"})
    door.rows("UPDATE web_sessions SET created_at = now() - interval '25 hours' RETURNING id")
    door.rows("UPDATE conversations SET seen_at = now() - interval '73 hours' RETURNING pseudonym")
    door.rows("UPDATE inbound SET received_at = now() - interval '8 days' RETURNING id")
    assert bubbles(client.get("/chat").text) == []
    with psycopg.connect(door.admin, options="-csearch_path=channels") as connection:
        for _, age, query in RULES:
            connection.execute(query, {"age": age})  # type: ignore[arg-type]
    for table in ("web_sessions", "web_lines", "conversations", "inbound"):
        assert door.rows(f"SELECT 1 FROM {table}") == []


def test_the_worker_and_the_web_process_say_how_they_are(visitor: tuple[httpx.Client, Door]) -> None:
    client, door = visitor
    door.wait(lambda: client.get("/health/ready").status_code == 200)
    assert client.get("/health/live").json() == {"live": True}
    assert "wegwijzer_channels_waiting_messages 0.0" in client.get("/metrics").text
