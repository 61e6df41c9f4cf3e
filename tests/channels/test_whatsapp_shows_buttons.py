"""Menus as WhatsApp buttons and lists, laid down by `wegwijzer twilio sync`; numbered text whenever that does not work."""

import subprocess
import sys

import pytest

from channels.menus import listing
from channels.menus.shapes import shape
from channels.messages import Option
from channels.wording import LANGUAGES, Words
from content.live import catalogue
from tests.channels.conftest import ROOT, WORKER_POLISH, Door

MENU = [{"title": "Work", "payload": "group?value=work"}, {"title": "Home", "payload": "group?value=housing"}]


def twilio_command(door: Door, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "channels.twilio.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=door.env | {"COLUMNS": "160"}, capture_output=True, text=True, timeout=120)


def speak(door: Door, name: str, language: str) -> int:
    """The bot says this response of the content from now on. Returns the number of its options."""
    c = catalogue()
    options = [{"title": c.phrase(o["title"], language), "payload": o["payload"]} for o in c.responses[name]["options"]]
    reply = {"text": c.phrase(c.responses[name]["phrase"], language), "sms": "", "options": options}
    door.bot.answer = lambda turn: {"language": language, "replies": [reply]}
    return len(options)


def test_sync_shows_first_then_makes_each_menu_and_asks_for_approval_and_changes_nothing_the_second_time(door: Door) -> None:
    expected = len(list(listing.all_of(catalogue(), Words())))
    dry = twilio_command(door, "sync")
    assert dry.returncode == 0, dry.stderr
    assert f"create: {expected}" in dry.stdout
    assert door.twilio.contents.items == {}
    assert twilio_command(door, "templates").returncode == 1

    assert twilio_command(door, "sync", "--apply").returncode == 0
    assert len(door.twilio.contents.items) == expected
    assert list(door.twilio.contents.approvals.values()) == ["approved"] * len(LANGUAGES)
    again = twilio_command(door, "sync", "--apply")
    assert f"keep: {expected}" in again.stdout
    assert "create" not in again.stdout
    assert twilio_command(door, "templates").returncode == 0
    assert len(door.rows("SELECT 1 FROM contents WHERE status IN ('usable', 'approved')")) == expected

    speak(door, "contact_again", "pl")
    door.twilio.text(WORKER_POLISH, "hej")
    asked = door.twilio.wait_for(WORKER_POLISH)
    assert [title for title, _ in door.twilio.contents.choices(asked.content)] == [
        catalogue().phrase(key, "pl") for key in ("opt_no_contact", "opt_yes_contact", "opt_cancel")
    ]
    assert not door.twilio.contents.is_list(asked.content)
    door.twilio.tap(asked, catalogue().phrase("opt_yes_contact", "pl"))
    door.wait(lambda: len(door.bot.turns) == 2)
    assert (door.bot.turns[1]["kind"], door.bot.turns[1]["payload"]) == ("choice", "choose?value=contact")

    assert speak(door, "show_menu", "bg") == 8
    door.twilio.text(WORKER_POLISH, "menu")
    shown = door.twilio.wait_for(WORKER_POLISH, count=3)
    assert door.twilio.contents.is_list(shown.content)
    door.twilio.tap(shown, catalogue().phrase("opt_language", "bg"))
    door.wait(lambda: len(door.bot.turns) == 4)
    assert door.bot.turns[3]["payload"] == "change_language"


def lay(door: Door, language: str = "pl") -> str:
    """One menu, as sync would lay it down."""
    menu = shape("Menu?", [Option(o["title"], o["payload"]) for o in MENU], language, Words().say("opt_choose", language))
    assert menu
    door.bot.answer = lambda turn: {"language": language, "replies": [{"text": "Menu?", "sms": "", "options": MENU}]}
    door.rows(
        "INSERT INTO contents (mark, name, language, kind, provider_id, status) VALUES (%s, 'x', %s, %s, %s, 'usable') RETURNING mark",
        menu.mark, language, menu.kind, "HX" + "2" * 32,
    )  # fmt: skip
    return "Menu?\n\n1 Work\n2 Home\n\n0 = Menu"


def test_a_menu_that_is_gone_at_twilio_goes_as_numbered_text_and_is_not_tried_again(door: Door) -> None:
    numbered = lay(door)
    door.twilio.text(WORKER_POLISH, "a")
    assert door.twilio.wait_for(WORKER_POLISH).body == numbered
    assert len(door.twilio.refused) == 1
    door.twilio.text(WORKER_POLISH, "b")
    assert door.twilio.wait_for(WORKER_POLISH, count=2).body == numbered
    assert len(door.twilio.refused) == 1
    assert door.metric("buttons_refused_total") == 1
    assert door.metric("dead_letters_total") == 0


def test_buttons_that_whatsapp_refuses_later_are_followed_by_numbered_text(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.outbox.callbacks.CALLBACK_LEAST", 0.2)
    numbered = lay(door)
    kind = {"twilio/quick-reply": {"body": "Menu?", "actions": [{"title": o["title"], "id": o["payload"]} for o in MENU]}}
    door.twilio.contents.items["HX" + "2" * 32] = {"language": "pl", "types": kind}
    door.twilio.inject(later=63021)
    door.twilio.text(WORKER_POLISH, "a")
    assert door.twilio.wait_for(WORKER_POLISH).body == "Menu?"
    assert door.twilio.wait_for(WORKER_POLISH, count=2).body == numbered


def test_an_old_button_is_read_as_its_words_and_a_forged_one_too(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "Praca", MessageType="interactive", ListId="group?value=work", ListTitle="Praca")
    door.twilio.wait_for(WORKER_POLISH)
    assert (door.bot.turns[0]["kind"], door.bot.turns[0]["text"]) == ("text", "Praca")


@pytest.mark.parametrize(
    ("count", "title", "body", "kind"),
    [
        (3, "x" * 18, "ok", "quick-reply"),
        (3, "x" * 22, "ok", "list-picker"),
        (4, "x", "ok", "list-picker"),
        (10, "x", "y" * 1024, "list-picker"),
        (11, "x", "ok", None),
        (2, "x" * 23, "ok", None),
        (2, "x", "y" * 1025, None),
        (0, "x", "ok", None),
    ],
)
def test_a_turn_gets_buttons_only_where_it_fits(count: int, title: str, body: str, kind: str | None) -> None:
    menu = shape(body, [Option(f"{title}{n:02d}", f"p{n}") for n in range(count)], "en", "Choose")
    assert (menu.kind if menu else None) == kind


def test_two_options_of_one_title_go_as_numbers() -> None:
    assert shape("x", [Option("A", "a"), Option("A", "b")], "en", "Choose") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_menu_of_the_content_fits_and_each_is_there_once(language: str) -> None:
    menus = [menu for _, menu in listing.all_of(catalogue(), Words()) if menu.language == language]
    assert len({menu.mark for menu in menus}) == len(menus) >= 55
