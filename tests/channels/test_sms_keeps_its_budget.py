"""Segments as Twilio's own calculator counts them, and what goes out over SMS."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from channels import budgets
from channels.messages import Channel, Option, Reply
from channels.render import render
from channels.render.fitting import fitted
from channels.render.segments import cost
from channels.wording import LANGUAGES, Words
from content.live import catalogue
from content.slugs import slugs
from tests.channels.conftest import Door

GOLDEN = json.loads((Path(__file__).parents[1] / "twilio" / "segments.json").read_text())
MENU = (Option("Menu", "show_menu"),)


def test_a_hundred_and_fifty_texts_cost_what_twilios_calculator_says() -> None:
    assert len(GOLDEN) == 150
    ours = [[text, cost(text).encoding, cost(text).segments] for text, *_ in GOLDEN]
    assert ours == GOLDEN


def test_every_turn_of_the_content_keeps_its_budget() -> None:
    assert budgets.problems() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_on_sms_with_its_buttons_is_at_most_three_parts_and_two_outside_of_cyrillic(language: str) -> None:
    words = Words()
    answers = dict(budgets.answers(catalogue(), language))
    assert answers.keys() == catalogue().topics.keys()
    assert sum(len(reply.options) > 1 for reply in answers.values()) >= 40, "most offer a person or a report besides the menu"
    for topic, reply in answers.items():
        text = "\n".join(render(Channel.SMS, words.for_sms((reply,), language), words.footer(language)))
        counted = cost(text)
        assert counted.encoding == ("UCS-2" if language == "bg" else "GSM-7"), (topic, text)
        assert counted.segments <= (3 if language == "bg" else 2), (topic, counted)
        assert "1 " in text or words.footer(language) in text, "something can be chosen"


@pytest.mark.parametrize(("language", "most"), [("bg", 201), ("pl", 306)])
def test_an_answer_that_fits_alone_but_not_with_its_buttons_is_found(language: str, most: int) -> None:
    c = catalogue()
    text = "".join("ж" if language == "bg" else "x" for _ in range(most - 1))
    answers = c.answers | {("payslip", language): replace(c.answers["payslip", language], short=text)}
    found = budgets.problems(replace(c, answers=answers))
    assert len(found) == 1
    assert found[0].startswith(f"{language}/answers/payslip.md: # short is an SMS of ")


def change(name: str, **changes: object) -> list[str]:
    """The problems of the content with one response changed."""
    c = catalogue()
    return budgets.problems(replace(c, responses=c.responses | {name: c.responses[name] | changes}))


def test_a_text_over_its_budget_and_a_word_of_twilios_own_are_found() -> None:
    assert any("at most 306" in problem for problem in change("goodbye", phrase="report_intro", options=[
        {"title": key, "payload": "x"} for key in ("group_work", "group_papers", "group_health", "group_help", "group_housing", "opt_desk")
    ] * 2))  # fmt: skip
    c = catalogue()
    phrases = {language: dict(keys) for language, keys in c.phrases.items()}
    phrases["en"]["opt_menu"] = "Help"
    assert any("'Help', which Twilio takes" in problem for problem in budgets.problems(replace(c, phrases=phrases)))
    phrases["pl"]["goodbye"] = "x" * 1700
    assert any("longer than one WhatsApp message" in problem for problem in budgets.problems(replace(c, phrases=phrases)))


def test_the_menu_is_offered_once_on_sms() -> None:
    menu = tuple(Option(f"Groep {n}", f"group?value={n}") for n in "ab")
    assert render(Channel.SMS, (Reply("Kies:", options=menu),), "0 = Menu") == ["Kies:\n1 Groep a\n2 Groep b"]
    one = (Reply("Goed.", options=(Option("Verder", "continue"), *MENU)),)
    assert render(Channel.SMS, one, "0 = Menu") == ["Goed.\n1 Verder\n0 = Menu"]
    assert render(Channel.WHATSAPP, one, "0 = Menu") == ["Goed.\n\n1 Verder\n2 Menu\n\n0 = Menu"]


LONG = "Pierwsze zdanie mowi to samo. " + "Zdanie bez liczby, ktore moze odpasc. " * 8 + "Pomoc: Juridisch Loket 0800-8020. Koniec zdan."
PAGE = "https://pages.example/pl/nieoplacone-wynagrodzenie"


def only_page(topic: str) -> str:
    return PAGE if topic == "unpaid_wages" else ""


def test_what_does_not_fit_gives_way_to_a_link_to_the_page_and_numbers_go_last() -> None:
    (short,) = fitted([Reply("", LONG, MENU, topic="unpaid_wages")], "0 = Menu", only_page)
    assert short.sms.startswith("Pierwsze zdanie mowi to samo. Zdanie bez liczby")
    assert short.sms.endswith(f"Pomoc: Juridisch Loket 0800-8020.\n{PAGE}")
    assert cost("\n".join(render(Channel.SMS, [short], "0 = Menu"))).segments == 2
    endless = Reply("", "Pierwsze. " + "Numer 0800-8020 i wiecej slow. " * 20, topic="unpaid_wages")
    assert fitted([endless], "", only_page)[0].sms.startswith("Pierwsze. Numer 0800-8020")


@pytest.mark.parametrize(
    "replies",
    [
        (Reply("", "Mieści się. Zadzwoń: 0800-8020.", topic="unpaid_wages"),),
        (Reply("", LONG, topic="no_page"),),
        (Reply("", LONG),),
        (Reply("112", "112!", danger=True), Reply("", LONG, topic="unpaid_wages")),
    ],
)
def test_what_fits_has_no_page_or_speaks_of_danger_stays_whole(replies: tuple[Reply, ...]) -> None:
    assert fitted(replies, "", only_page) == replies


def test_the_line_about_languages_stays_and_does_not_count() -> None:
    hint, text = "Taal, language, jezyk, limba, ezik: 9", "x" * 290 + ". Y."
    assert fitted([Reply("", f"{text}\n{hint}", topic="unpaid_wages")], "", only_page, hint)[0].sms == f"{text}\n{hint}"
    (short,) = fitted([Reply("", f"{LONG}\n{hint}", topic="unpaid_wages")], "", only_page, hint)
    assert hint in short.sms
    assert PAGE in short.sms


@pytest.mark.parametrize("base", ["", "https://pages.example/"])
def test_an_answer_over_sms_points_to_its_page_only_where_there_are_pages(make_door: Callable[..., Door], base: str) -> None:
    door = make_door(channels_info_url=base)
    reply = {"text": LONG, "sms": LONG, "options": [], "topic": "unpaid_wages"}
    door.bot.answer = lambda turn: {"language": "bg", "replies": [reply | {"sms": LONG + " ж" * 60}]}
    door.twilio.text("+359870000009", "заплата")
    body = door.twilio.wait_for("+359870000009").body
    assert (f"https://pages.example{slugs().path('unpaid_wages', 'bg')}" in body) is bool(base)
    assert "0800-8020" in body
    assert (cost(body).segments <= 3) is bool(base)


def test_a_short_title_on_sms_can_be_chosen_by_what_stands_there(door: Door) -> None:
    options = [{"title": "Български", "payload": "change_language?language=bg"}, {"title": "Polski", "payload": "x"}]
    door.bot.answer = lambda turn: {"language": "en", "replies": [{"text": "Language?", "sms": "", "options": options}]}
    door.twilio.text("+48600000009", "language")
    assert door.twilio.wait_for("+48600000009").body == "Language?\n1 Balgarski\n2 Polski\n0 = Menu"
    door.twilio.text("+48600000009", "balgarski")
    door.twilio.wait_for("+48600000009", count=2)
    assert door.bot.turns[1]["payload"] == "change_language?language=bg"
