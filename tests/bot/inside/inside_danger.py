"""What somebody in danger reads: the number to call first, in every language, never a menu alone."""

import re

import pytest

from bot.channel.output import Replies
from bot.channel.turns import _danger_first
from bot.channel.understand import Understood
from bot.nlg import special, voice
from bot.nlu.danger import KINDS
from content.languages import LANGUAGES

# Of every kind the numbers that must be there; 112 always.
SPECIALIST = {
    "suicide": ["0800-0113"], "violence": ["0800-2000", "0800-0188"], "held": ["033 448 11 86"], "passport": ["033 448 11 86"],
    "frost": ["268 92 42"], "medical": [], "fire": [],
}  # fmt: skip


def spoken(replies: Replies) -> list[str]:
    return [reply["text"] for reply in replies.replies]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_danger_is_answered_with_112_first_and_its_own_number(kind: str, language: str) -> None:
    reply = special.danger_answer(kind, language)
    assert reply is not None
    assert reply.danger
    assert "112" in reply.text[:120]
    assert "112" in reply.sms
    for number in SPECIALIST[kind]:
        assert number in reply.text
        assert re.sub(r"\D", "", number) in re.sub(r"\D", "", reply.sms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_in_danger_is_answered_with_a_menu_alone(language: str) -> None:
    for kind in KINDS:
        replies = Replies()
        replies.replies = [voice.phrase_reply(voice.response("show_menu")["phrase"], language)]
        _danger_first(Understood("show_menu", language, danger=kind), replies)
        assert "112" in spoken(replies)[0]
        assert replies.replies[0]["danger"]
        assert len(replies.replies) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_about_another_danger_does_not_hide_the_numbers(language: str) -> None:
    replies = Replies()
    text, sms, danger = voice.answer("exploitation", language)
    replies.replies = [{"text": text, "sms": sms, "options": [], "danger": danger}]
    _danger_first(Understood("exploitation", language, danger="suicide"), replies)
    assert "0800-0113" in spoken(replies)[0]
    assert spoken(replies)[1] == text


def test_the_answer_that_fits_is_not_said_twice() -> None:
    replies = Replies()
    text, sms, danger = voice.answer("homelessness", "pl")
    replies.replies = [{"text": text, "sms": sms, "options": [], "danger": danger}]
    _danger_first(Understood("homelessness", "pl", danger="frost"), replies)
    assert spoken(replies) == [text]


def test_a_question_of_a_form_stays_below_the_help() -> None:
    replies = Replies()
    replies.replies = [{"text": "In which town?", "sms": "In which town?", "options": [], "danger": False}]
    _danger_first(Understood("nlu_fallback", "en", danger="violence"), replies)
    assert "0800-2000" in spoken(replies)[0]
    assert spoken(replies)[1] == "In which town?"
