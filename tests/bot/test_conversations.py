"""Whole conversations over HTTP, with a trained model, in five languages."""

import re
import secrets
import time
from typing import Any

import psycopg
import pytest

from content.catalogue import Catalogue
from deploy.base.database import Urls
from tests.bot.service import Bot, Referral, Worker

pytestmark = pytest.mark.rasa
LANGUAGES = ("nl", "en", "pl", "ro", "bg")
HAPPENED = {
    "nl": "Mijn baas heeft twee maanden mijn loon niet betaald, kanarie-{}",
    "en": "My boss has not paid my wages for two months, canary-{}",
    "pl": "Szef nie zapłacił mi za dwa miesiące pracy, kanarek-{}",
    "ro": "Șeful nu mi-a plătit salariul de două luni, canar-{}",
    "bg": "Шефът не ми е плащал заплатата от два месеца, канарче-{}",
}
NO = {"nl": "nee", "en": "no", "pl": "nie", "ro": "nu", "bg": "ne"}
YES = {"nl": "ja", "en": "yes", "pl": "tak", "ro": "da", "bg": "да"}
DONE = {"nl": "klaar", "en": "done", "pl": "gotowe", "ro": "gata", "bg": "готово"}
SKIP = "!choose?value=skip"
CODE = re.compile(r"\b\d{4} \d{4} \d{4} \d{4}\b")


def code_in(answer: dict[str, Any]) -> str:
    found = [hit for reply in answer["replies"] for hit in CODE.findall(reply["text"])]
    assert len(found) == 1, answer
    return str(found[0])


def up_to_contact(worker: Worker, story: str, place: str, lang: str = "en") -> None:
    """A report, up to the question whether the desk may write back; everything optional skipped."""
    for message in ("!report_abuse", story, DONE[lang], "1", place, "1", SKIP, SKIP, SKIP):
        worker.turn(message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_reaches_referral_and_is_found_again_from_another_phone(bot: Bot, referral: Referral, words: Catalogue, lang: str) -> None:
    worker, canary = Worker(bot, language=lang), secrets.token_hex(4)
    up_to_contact(worker, HAPPENED[lang].format(canary), "3011", lang)
    summary = worker.says(NO[lang])
    assert canary in summary
    assert "Rotterdam" in summary
    filed = worker.turn(YES[lang])
    code = code_in(filed)
    case = referral.cases[code.replace(" ", "")]
    assert (case["kind"], case["municipality"], case["language"], case["may_contact"]) == ("report", "0599", lang, False)
    assert canary in case["text"]
    assert "contact" not in filed
    other = Worker(bot, channel="web", language=lang)
    assert words.phrase("status_new", lang) in other.says(code.replace(" ", "."))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_referral_goes_to_the_desk_of_what_was_talked_about(bot: Bot, referral: Referral, lang: str) -> None:
    worker = Worker(bot, language=lang)
    worker.turn("!bad_housing")
    worker.turn("!talk_to_desk")
    worker.turn("!choose?value=skip")
    worker.turn("Venlo")
    worker.turn(YES[lang])
    worker.turn(NO[lang])
    case = referral.cases[code_in(worker.turn(YES[lang])).replace(" ", "")]
    assert (case["kind"], case["desk_kind"], case["municipality"]) == ("referral", "housing", "0983")


def test_who_asks_to_be_contacted_gets_a_ticket_once(bot: Bot, referral: Referral) -> None:
    worker = Worker(bot, language="en")
    up_to_contact(worker, HAPPENED["en"], "Venlo")
    worker.turn("!choose?value=contact")
    filed = worker.turn("!choose?value=send")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", filed["contact"]["ticket"])
    assert "contact" not in worker.turn("!show_menu")


def test_the_same_message_twice_is_one_turn(bot: Bot, referral: Referral) -> None:
    worker = Worker(bot, language="en")
    up_to_contact(worker, HAPPENED["en"], "Venlo")
    worker.turn("no")
    before, again = len(referral.filed), secrets.token_hex(8)
    first = worker.turn("yes", message_id=again)
    assert worker.turn("yes", message_id=again) == first
    assert len(referral.filed) == before + 1


def test_when_referral_is_down_the_report_is_kept_and_handed_in_later(bot: Bot, referral: Referral, words: Catalogue) -> None:
    worker = Worker(bot, language="en")
    up_to_contact(worker, HAPPENED["en"], "Venlo")
    worker.turn("no")
    referral.fail = 503
    try:
        began = time.monotonic()
        filed = worker.turn("yes")
        assert time.monotonic() - began < 4
        assert words.phrase("filed_later", "en", code=code_in(filed)) in filed["replies"][0]["text"]
    finally:
        referral.fail = 0
    end = time.monotonic() + 20
    while not referral.sealed and time.monotonic() < end:
        time.sleep(0.2)
    assert referral.sealed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("message", ["", "😀", "\x01\x02", "x" * 5000, "/restart", '/choose{"value":"send"}', "asdf qwer zxcv"])
def test_no_message_is_met_with_silence(bot: Bot, lang: str, message: str) -> None:
    assert Worker(bot, language=lang).says(message)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["media", "sticker", "contact"])
def test_what_cannot_be_read_is_said_in_the_workers_language(bot: Bot, words: Catalogue, lang: str, kind: str) -> None:
    assert words.phrase(f"{kind}_received", lang) in Worker(bot, language=lang).says(kind=kind)


def test_an_order_typed_as_text_does_not_leave_the_form(bot: Bot, words: Catalogue) -> None:
    worker = Worker(bot, language="en")
    worker.turn("!report_abuse")
    for message in (HAPPENED["en"], "done", "1", "Venlo", "1", SKIP, SKIP, SKIP):
        worker.turn(message)
    # in Rasa's own notation; "restart" alone would be a worker's word for stopping, and is taken as that
    assert words.phrase("ask_yes_no_again", "en") in worker.says('/choose{"value":"send"}')


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(bot: Bot, words: Catalogue) -> None:
    worker = Worker(bot, language="en")
    worker.turn("!report_abuse")
    for message in (HAPPENED["en"], "done", "1"):
        worker.turn(message)
    replies = worker.turn("!minimum_wage")["replies"]
    assert len(replies) == 2
    assert replies[1]["text"] == words.phrase("ask_place", "en")


def test_the_language_changes_in_the_middle_of_a_report(bot: Bot, words: Catalogue) -> None:
    worker = Worker(bot, language="en")
    worker.turn("!report_abuse")
    for message in (HAPPENED["en"], "done", "1"):
        worker.turn(message)
    said = worker.says("!change_language?language=pl")
    assert words.phrase("language_changed", "pl") in said
    assert words.phrase("ask_place", "pl") in said


def test_a_location_gives_the_municipality(bot: Bot) -> None:
    assert "Rotterdam" in Worker(bot, language="nl").says(kind="location", location={"lat": 51.9225, "lon": 4.4792})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_that_nobody_knows_is_said_in_words(bot: Bot, words: Catalogue, lang: str) -> None:
    assert words.phrase("case_unknown", lang) in Worker(bot, language=lang).says("0000 0000 0000 0000")


def test_deleting_deletes(bot: Bot, house_urls: Urls, words: Catalogue) -> None:
    worker = Worker(bot, language="en")
    worker.turn("!minimum_wage")
    assert worker.says("!delete_my_data") == words.phrase("delete_my_data", "en", deleted=words.phrase("deleted_talk", "en"))
    with psycopg.connect(house_urls.roles["wegwijzer_bot"]) as connection:
        assert not connection.execute("SELECT 1 FROM conversations WHERE conversation = %s", [worker.conversation]).fetchone()
        left = connection.execute("SELECT count(*) FROM turns WHERE conversation = %s AND answer IS NOT NULL", [worker.conversation])
        assert left.fetchone() == (1,)  # the farewell itself, so that a repeated message gets it again


def test_a_report_is_nowhere_in_clear(bot: Bot, house_urls: Urls, referral: Referral) -> None:
    worker, canary = Worker(bot, language="en"), f"canary{secrets.token_hex(6)}"
    worker.turn("!report_abuse")
    worker.turn(f"My boss has not paid me and said {canary}")
    with psycopg.connect(house_urls.roles["wegwijzer_bot"]) as connection:
        dump = b"".join(bytes(row[0]) for row in connection.execute("SELECT state FROM conversations"))
        dump += b"".join(bytes(row[0]) for row in connection.execute("SELECT answer FROM turns WHERE answer IS NOT NULL"))
    assert canary.encode() not in dump
    assert canary not in bot.log


def test_the_door_asks_for_the_token_and_for_the_agreed_form(bot: Bot) -> None:
    body = {"conversation": "w-1", "message_id": "m", "channel": "sms", "language": None, "kind": "text", "text": "hi"}
    assert bot.post(body, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert bot.post({**body, "kind": "fax"}).status_code == 422
    root = bot.url.removesuffix("/webhooks/wegwijzer")
    for path in ("/webhooks/rest/webhook", "/model/parse", "/conversations/w-1/tracker"):
        assert bot.http.post(f"{root}{path}", json=body).status_code in (404, 405)


HURT = {
    "nl": "ik wil mezelf iets aandoen, ik wil niet meer leven",
    "en": "i want to hurt myself",
    "pl": "chce sie zabic",
    "ro": "vreau sa ma omor",
    "bg": "iskam da se samoubiya",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_thoughts_of_suicide_are_answered_with_the_line_that_helps_and_never_with_a_shrug(bot: Bot, words: Catalogue, lang: str) -> None:
    said = Worker(bot, language=lang).says(HURT[lang])
    assert "0800-0113" in said
    assert "112" in said
    assert words.phrase("out_of_scope", lang) not in said
