"""The code of a share link: taken off a message before anybody reads it, and counted by the hour without who or when."""

from collections.abc import Callable

import httpx
import pytest

from channels.messages import Channel, InboundMessage, Kind
from channels.secrecy import Vault
from channels.starts.code import taken_off
from channels.starts.counter import MOST, Starts
from deploy.base import slugs
from tests.channels.conftest import WORKER_POLISH, Door

SLUG = "menakafoti"[:8] + next(c + v for c in slugs.CONSONANTS for v in slugs.VOWELS if slugs.read("menakafo" + c + v))
SAID = slugs.shown(SLUG)


def message(text: str, channel: Channel = Channel.WHATSAPP) -> InboundMessage:
    return InboundMessage("1", channel, "a", "a", Kind.TEXT, text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Dzień dobry! #{SAID}", "Dzień dobry!"),
        (f"#{SAID} Ile wynosi minimalna?", "Ile wynosi minimalna?"),
        (f"Hello! #{SLUG.upper()}", "Hello!"),
        (f"Добър ден! #{SAID.replace('-', ' ')} имам въпрос", "Добър ден! имам въпрос"),
        (f"Bună ziua! # {SAID.replace('-', '–')}, cât e salariul", "Bună ziua! , cât e salariul"),
        (f"Goedendag! #{SAID.translate(str.maketrans('meoa', 'меоа'))}", "Goedendag!"),
    ],
)
def test_a_code_is_taken_off_wherever_it_stands(text: str, left: str) -> None:
    read = taken_off(message(text))
    assert (read.text, read.via) == (left, SLUG)


def test_a_code_alone_opens_the_menu() -> None:
    for text in (SAID, f"#{SAID}", f"  {SLUG.upper()} "):
        read = taken_off(message(text))
        assert (read.kind, read.payload, read.text, read.via) == (Kind.CHOICE, "show_menu", "", SLUG)


@pytest.mark.parametrize(
    "text",
    ["#tako-pime-sa", "#minimumloon", "naam mist te", "# 1", "#", "#" * 900, f"mijn code is {SAID} denk ik", "hej", "1234 5678 1234 5678"],
)
def test_what_is_no_code_of_ours_stays_as_it_is(text: str) -> None:
    assert taken_off(message(text)) == message(text)
    assert taken_off(message(f"#{SAID}", Channel.WEB)).via == "", "the web chat has it from its page"


def test_what_is_counted_has_a_bound() -> None:
    starts = Starts()
    for n in range(MOST + 5):
        starts.note(str(n), "bsn")
    begun, topics = starts.take()
    assert (len(begun), len(topics), len(starts.begun)) == (MOST, MOST, 0)


def test_the_bot_and_the_tables_never_see_a_code(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, f"Dzień dobry! #{SAID}")
    door.twilio.wait_for(WORKER_POLISH, containing="heard Dzień dobry!")
    assert [turn["text"] for turn in door.bot.turns] == ["Dzień dobry!"]
    assert SLUG not in door.dump() + str(door.bot.turns)
    assert SAID not in door.dump() + str(door.bot.turns)
    assert SLUG not in httpx.get(f"{door.url}/metrics").text


def test_a_chat_that_a_link_opened_counts_once(make_door: Callable[..., Door]) -> None:
    door = make_door(worker=False, channels_public_url="http://127.0.0.1")
    with httpx.Client(base_url=door.url, follow_redirects=True) as browser:
        page = browser.get("/chat", params={"lang": "pl", "via": SAID}).text
        assert page.count(f'name="via" value="{SAID}"') == 2
        for nonce in ("first-nonce", "second-nonce"):
            browser.post(
                "/chat/message", data={"text": "hej", "lang": "pl", "nonce": nonce, "via": SAID}, headers={"Accept": "text/x-lines"}
            )
        assert 'name="via"' not in browser.get("/chat", params={"lang": "pl", "via": SAID}).text
    assert SLUG not in door.dump()
    vault = Vault(door.settings.channels_pseudonym_key, door.settings.channels_service_keys)
    kept = [vault.open(row["sealed"]) for row in door.rows("SELECT sealed FROM inbound ORDER BY id")]
    assert [one.get("via", "") for one in kept] == [SLUG, ""], "sealed with the message until it is answered, the first time only"
