"""What the door takes, and what it makes of it."""

import asyncio
import logging
from typing import Any

import aiohttp
import pytest

from bot.channel import languages, request
from bot.channel.quiet import Quiet
from bot.channel.request import TurnRequest
from bot.channel.understand import Understood, judge, understand
from bot.store import turn

BODY = {"conversation": "w-" + "0" * 32, "message_id": "m1", "channel": "sms", "language": None, "kind": "text", "text": "hallo"}
INTENTS = frozenset({"greet", "minimum_wage", "choose", "change_language", "group", "restart"})


@pytest.mark.parametrize(
    "change",
    [
        {"conversation": ""}, {"message_id": ""}, {"message_id": "x" * 65}, {"channel": "fax"}, {"language": "de"}, {"kind": "voice"},
        {"kind": "choice", "payload": ""}, {"kind": "location"}, {"kind": "location", "location": {"lat": 200, "lon": 4}}, {"text": 7},
    ],
)  # fmt: skip
def test_a_malformed_turn_is_refused_without_quoting_it(change: dict[str, Any]) -> None:
    with pytest.raises(request.Malformed) as caught:
        request.read({**BODY, **change})
    assert "hallo" not in str(caught.value)


def test_a_text_is_cut_and_broken_characters_are_replaced() -> None:
    assert len(request.read({**BODY, "text": "a" * 5000}).text) == 1000
    assert request.read({**BODY, "text": "hi \ud83d\x00"}).text == "hi ?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("spreek Nederlands", "nl"), ("English please", "en"), ("mów po polsku", "pl"), ("limba română", "ro"), ("limba romana", "ro"),
        ("на български", "bg"), ("na bulgarski", "bg"), ("speak Ukrainian", ""), ("другой язык: русский", ""), ("change language", None),
    ],
)  # fmt: skip
def test_the_language_that_somebody_asks_for(text: str, asked: str) -> None:
    if "русский" in text:
        text = "руски"
    assert languages.asked(text) == asked


def told(turn_request: TurnRequest, options: list[dict[str, str]] | None = None, parsed: dict[str, Any] | None = None) -> Understood:
    seen: list[str] = []

    async def parse(text: str, language: str | None) -> dict[str, Any]:
        seen.append(text)
        return parsed or {"intent": {"name": "greet", "confidence": 0.9}, "intent_ranking": [], "entities": []}

    found = asyncio.run(understand(turn_request, "nl", options or [], INTENTS, parse))
    assert all(not text.startswith("/") for text in seen)
    return found


def text(words: str) -> TurnRequest:
    return TurnRequest("w-1", "m1", "sms", None, "text", words)


@pytest.mark.parametrize("words", ["/restart", '/choose{"value":"send"}', "//restart", " /restart"])
def test_text_never_becomes_an_order(words: str) -> None:
    assert told(text(words)).intent == "greet"


@pytest.mark.parametrize("words", ["", "   ", "😀👍", "\x01\x02", "???", "/"])
def test_a_message_without_words_is_known_as_such(words: str) -> None:
    assert told(text(words)).intent == "empty_message"


def test_a_number_or_a_title_chooses_the_button_shown_last() -> None:
    shown = [{"title": "Menu", "payload": "group?value=work"}, {"title": "Minimumlóón", "payload": "minimum_wage"}]
    assert told(text("2"), shown).intent == "minimum_wage"
    assert told(text("minimumloon"), shown).intent == "minimum_wage"
    assert told(text("7"), shown).intent == "greet"


@pytest.mark.parametrize("payload", ["unknown_intent", "greet{}", "<script>", "choose?value=a;b"])
def test_an_unknown_button_is_a_stale_choice(payload: str) -> None:
    found = told(TurnRequest("w-1", "m1", "web", None, "choice", "", payload))
    assert (found.intent, found.entities.get("value")) == ("choose", "stale")


def test_doubt_is_said_and_an_answer_is_not_guessed() -> None:
    def ranked(first: float, second: float) -> dict[str, Any]:
        ranking = [{"name": "minimum_wage", "confidence": first}, {"name": "greet", "confidence": second}]
        return {"intent": ranking[0], "intent_ranking": ranking, "entities": [{"entity": "spoken_language", "value": "pl"}]}

    assert judge("x", ranked(0.9, 0.05), None).intent == "minimum_wage"
    assert judge("x", ranked(0.3, 0.1), None).intent == "nlu_fallback"
    assert judge("x", ranked(0.45, 0.42), None).intent == "nlu_fallback"
    assert judge("x", ranked(0.9, 0.05), None).language == "pl"


@pytest.mark.parametrize(("sure", "asked_for", "language"), [(0.93, None, "nl"), (0.98, None, "pl"), (0.98, "about_whom", "nl")])
def test_nonsense_and_the_name_of_a_company_do_not_change_the_language(sure: float, asked_for: str | None, language: str) -> None:
    spoken = {"entity": "spoken_language", "value": "pl", "confidence_entity": sure}
    parsed = {"intent": {"name": "out_of_scope", "confidence": 0.9}, "intent_ranking": [], "entities": [spoken]}
    assert judge("kanarie praca serwis", parsed, "nl", asked_for).language == language


@pytest.mark.parametrize(("words", "language"), [("qwxz plmk vbnq", "nl"), ("asdf qwer zxcv", "nl"), ("co się stało w firmie", "pl")])
def test_letters_without_vowels_are_no_language_however_sure_the_model_is(words: str, language: str) -> None:
    parsed = {"entities": [{"entity": "spoken_language", "value": "pl", "confidence_entity": 0.99}]}
    assert judge(words, parsed, "nl").language == language


def test_english_as_an_answer_to_how_to_write_is_no_change_of_language() -> None:
    parsed = {"intent": {"name": "change_language", "confidence": 0.9}, "intent_ranking": [], "entities": []}
    assert judge("in English, after six", parsed, "pl", "reach").language == "pl"
    assert judge("in English please", parsed, "pl", "place").language == "en"


@pytest.mark.parametrize(("typed", "intent"), [("9", "change_language"), ("9️⃣", "change_language"), ("0", "greet")])
def test_nine_is_the_language_under_every_question(typed: str, intent: str) -> None:
    assert told(text(typed), [{"title": "Menu", "payload": "minimum_wage"}]).intent == ("choose" if intent == "greet" else intent)


def test_only_our_own_entities_reach_rasa() -> None:
    parsed = {"intent": {"name": "greet", "confidence": 0.9}, "entities": [{"entity": "case_code", "value": "1"}]}
    names = {e["entity"] for e in judge("x", parsed, "nl").parse_data()["entities"]}
    assert names == {"language"}


@pytest.mark.parametrize(("error", "away"), [(aiohttp.ServerDisconnectedError(), True), (ValueError("x"), False)])
def test_an_action_server_that_is_not_there_is_told_from_one_that_fails(error: Exception, away: bool) -> None:
    now = turn.Turn("w-1", "m1")
    token = turn.current.set(now)
    try:
        try:
            raise error
        except type(error):
            raise RuntimeError("no action")  # noqa: B904 - as Rasa does it
    except RuntimeError as raised:
        Quiet().filter(logging.LogRecord("x", 40, "", 1, "x", (), (type(raised), raised, raised.__traceback__)))
    turn.current.reset(token)
    assert now.failed
    assert now.unreachable is away


def test_a_failed_action_marks_the_turn_and_leaves_no_words_in_the_log() -> None:
    now = turn.Turn("w-1", "m1")
    token = turn.current.set(now)
    try:
        raise RuntimeError("canary sentence")
    except RuntimeError as error:
        record = logging.LogRecord("x", 40, "", 1, "canary %s", ("sentence",), (type(error), error, error.__traceback__))
    Quiet().filter(record)
    turn.current.reset(token)
    assert now.failed
    assert "canary" not in logging.Formatter().format(record)
