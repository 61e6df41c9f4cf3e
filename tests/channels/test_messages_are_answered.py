"""A worker's message through the real room: webhook, database, worker, bot's answer, Twilio."""

import time
from collections.abc import Callable

import httpx

from tests.channels.conftest import WORKER_OTHER, WORKER_POLISH, Door

Make = Callable[..., Door]


def test_a_message_is_acknowledged_at_once_and_answered(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "warm up")
    began = time.perf_counter()
    assert door.twilio.text(WORKER_POLISH, "szef nie płaci").status_code == 204
    assert time.perf_counter() - began < 0.5
    assert door.twilio.wait_for(WORKER_POLISH, containing="heard szef nie płaci").sender == door.twilio.whatsapp_from


def test_the_bot_is_told_a_pseudonym_and_never_a_number(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "hej")
    door.twilio.wait_for(WORKER_POLISH)
    turn = door.bot.turns[0]
    assert turn["conversation"].startswith("w-")
    assert len(turn["conversation"]) == 34
    assert len(turn["message_id"]) <= 64
    assert "600000001" not in str(turn)


def test_the_same_message_twice_is_one_turn(door: Door) -> None:
    sid = door.twilio.new_sid()
    for _ in range(3):
        assert door.twilio.text(WORKER_POLISH, "raz", sid=sid).status_code == 204
    door.twilio.text(WORKER_POLISH, "dwa")
    door.twilio.wait_for(WORKER_POLISH, containing="dwa")
    assert [turn["text"] for turn in door.bot.turns] == ["raz", "dwa"]
    assert door.twilio.to(WORKER_POLISH) == ["heard raz", "heard dwa"]


def test_messages_of_one_sender_are_answered_in_order_and_others_do_not_wait(make_door: Make) -> None:
    door = make_door(worker=False)
    for number in range(15):
        door.twilio.text(WORKER_POLISH, f"m{number:02d}")
        door.twilio.text(WORKER_OTHER, f"n{number:02d}")
    door.start_worker()
    door.twilio.wait_for(WORKER_POLISH, count=15)
    door.twilio.wait_for(WORKER_OTHER, count=15)
    assert door.twilio.to(WORKER_POLISH) == [f"heard m{number:02d}" for number in range(15)]
    assert door.twilio.to(WORKER_OTHER) == [f"heard n{number:02d}" for number in range(15)]


def test_a_user_without_a_phone_number_is_answered_and_keeps_one_conversation(door: Door) -> None:
    user = "whatsapp:NL.4566778899AbCd"
    door.twilio.text(user, "hoi", ExternalUserId=user, WaId="", To="whatsapp:+14155238886")
    door.twilio.wait_for(user)
    door.twilio.text("whatsapp:+31612345678", "daar ben ik weer", ExternalUserId=user)
    door.twilio.wait_for("whatsapp:+31612345678")
    assert door.bot.turns[0]["conversation"] == door.bot.turns[1]["conversation"]


def test_an_option_can_be_chosen_by_number_title_or_button(door: Door) -> None:
    def choose(text: str, **more: str) -> None:
        before = len(door.bot.turns)
        door.twilio.text(WORKER_POLISH, "0")
        door.wait(lambda: len(door.twilio.to(WORKER_POLISH)) == before + 1)
        door.twilio.text(WORKER_POLISH, text, **more)
        door.wait(lambda: len(door.twilio.to(WORKER_POLISH)) == before + 2)
        assert door.bot.turns[-1]["kind"] == "choice", text
        assert door.bot.turns[-1]["payload"] == "group?value=housing", text

    for text in ("2", "2.", "2️⃣", "dwa", "две", "mieszkanie", "2 Mieszkanie"):
        choose(text)
    choose("x", ButtonPayload="group?value=housing", MessageType="button")
    assert door.bot.turns[0]["payload"] == "show_menu"
    assert "1 Work\n2 Mieszkanie" in door.twilio.to(WORKER_POLISH)[0]


def test_a_forged_payload_or_slash_is_only_words(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "hej", ButtonPayload="restart?slot=value")
    door.twilio.text(WORKER_POLISH, "/restart")
    door.twilio.wait_for(WORKER_POLISH, count=2)
    assert [(t["kind"], t.get("payload")) for t in door.bot.turns] == [("text", None), ("text", None)]


def test_every_odd_message_gets_an_answer(door: Door) -> None:
    odd = ["", "👍👍👍", "x" * 5000, "\x01\x02\x7f�\u202e", "%s' OR 1=1; --", "\ud83d\ude00"]
    for number, text in enumerate(odd, 1):
        assert door.twilio.text(WORKER_POLISH, text.encode("utf-16", "surrogatepass").decode("utf-16")).status_code == 204
        door.twilio.wait_for(WORKER_POLISH, count=number)
    assert max(len(turn["text"]) for turn in door.bot.turns) == 1000
    assert door.metric("too_long_total") == 1
    assert all(len(m.body) <= 1600 for m in door.twilio.messages)


def test_media_stickers_contacts_and_locations_are_named_and_not_fetched(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "", NumMedia="1", MediaUrl0="https://x.example/1", MediaContentType0="audio/ogg", MessageType="audio")
    door.twilio.text(
        WORKER_POLISH, "", NumMedia="1", MediaUrl0="https://x.example/2", MediaContentType0="image/webp", MessageType="sticker"
    )
    door.twilio.text(WORKER_POLISH, "", NumMedia="1", MediaUrl0="https://x.example/3", MediaContentType0="text/vcard")
    door.twilio.text(WORKER_POLISH, "", Latitude="51.92", Longitude="4.48", MessageType="location")
    door.twilio.wait_for(WORKER_POLISH, count=4)
    assert [turn["kind"] for turn in door.bot.turns] == ["media", "sticker", "contact", "location"]
    assert door.bot.turns[3]["location"] == {"lat": 51.92, "lon": 4.48}
    assert "x.example" not in str(door.bot.turns)


def test_an_answered_and_delivered_message_leaves_no_number_name_or_word(door: Door) -> None:
    door.twilio.text(WORKER_POLISH, "kanarek w kopalni 7788")
    door.twilio.wait_for(WORKER_POLISH)
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'"))
    assert door.rows("SELECT sealed FROM inbound UNION ALL SELECT sealed FROM outbox") == [{"sealed": None}] * 2
    everything = door.dump() + httpx.get(door.url + "/metrics").text
    for canary in ("600000001", "Canary Profile", "kanarek", "7788"):
        assert canary not in everything


def test_the_answer_of_a_turn_is_one_message_on_sms_without_marks(door: Door) -> None:
    replies = [{"text": "*Zażółć* gęślą", "sms": "*Zażółć* gęślą 👍", "options": []}, {"text": "drugi", "sms": "", "options": []}]
    door.bot.answer = lambda _: {"language": "pl", "replies": replies}
    door.twilio.text("+48600000009", "sms")
    assert door.twilio.wait_for("+48600000009").body == "Zazolc gesla\ndrugi"
    assert door.bot.turns[0]["channel"] == "sms"


def test_an_answer_over_the_limit_is_split_at_a_sentence(door: Door) -> None:
    sentences = " ".join(f"Zdanie numer {n} jest tutaj." for n in range(90))
    door.bot.answer = lambda _: {"language": "pl", "replies": [{"text": sentences, "sms": "", "options": []}]}
    door.twilio.text(WORKER_POLISH, "dużo")
    door.twilio.wait_for(WORKER_POLISH, count=2)
    parts = door.twilio.to(WORKER_POLISH)
    assert " ".join(parts) == sentences
    assert all(part.endswith("tutaj.") for part in parts)


def test_a_first_message_without_words_is_answered_in_the_language_of_the_country(door: Door) -> None:
    romanian = "+40700000031"
    door.twilio.text(romanian, "0")
    door.twilio.wait_for(romanian)
    door.twilio.text("+359870000032", "", NumMedia="1", MediaContentType0="audio/ogg", MediaUrl0="https://api.twilio.com/x")
    door.twilio.wait_for("+359870000032")
    door.twilio.text("+48600000033", "good morning")
    door.twilio.wait_for("+48600000033")
    assert [turn["language"] for turn in door.bot.turns] == ["ro", "bg", None], "words speak for themselves"
