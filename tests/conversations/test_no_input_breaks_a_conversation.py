"""No sequence of thirty random inputs ends in silence, a fault, a reply in another language, a menu without room, or a lost report."""

import json
import random
import re
import time
from functools import cache
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet

from content.languages import LANGUAGES
from content.live import catalogue
from deploy.base.database import Urls
from tests.bot.service import Bot, Referral, Worker
from tests.conversations.grammar import Step, step

pytestmark = pytest.mark.rasa
INPUTS = 30
SEEDS = 2  # for each language
SECONDS = 50  # a slow machine plays at least one sequence a language
MOST_OPTIONS = 8  # 9 is the language, 0 the menu
CANARY = re.compile(r"kanarie\d+")
ENDED = ("cancelled_report", "cancelled_referral", "deleted_draft")
# What the bot says when it has not understood. After two in a row a person must be on offer.
FAILED = (
    "rephrase", "rephrase_blank", "out_of_scope", "lost", "lost_in_form", "empty_message", "choose_stale", "unsupported_language",
    "case_code_wrong_form", "case_unknown", "place_unknown", "place_give_up", "location_unknown", "report_text_too_short",
    "media_received", "sticker_received", "contact_received", "cannot_skip",
)  # fmt: skip
PERSON = ("talk_to_desk", "choose?value=to_person")


@cache
def own_titles(language: str) -> frozenset[str]:
    """Every title that a button may have in this language, apart from names of places."""
    known = catalogue()
    titles = {known.title(topic, language) for topic in known.topics}
    for response in known.responses.values():
        keys = [str(o["title"]) for o in response.get("options", [])]
        titles |= {known.title(k[6:], language) if k.startswith("topic:") else known.phrase(k, language) for k in keys}
    return frozenset(titles | {known.phrase(key, language) for key in ("opt_more", "opt_back", "opt_menu", "opt_desk", "opt_report")})


def memory(bot: Bot, database: str, conversation: str) -> dict[str, Any]:
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT state FROM conversations WHERE conversation = %s", [conversation]).fetchone()
    opened: dict[str, Any] = json.loads(Fernet(bot.state_key).decrypt(bytes(row[0]))) if row else {}
    return opened


def check(answer: dict[str, Any], language: str) -> None:
    texts = [reply["text"] for reply in answer["replies"]]
    assert all(text.strip() for text in texts), "silence"
    assert not any(catalogue().phrase("trouble", language) in text for text in texts), "a fault"
    assert answer["language"] == language
    options = [o for reply in answer["replies"] for o in reply["options"]]
    assert len(options) <= MOST_OPTIONS, [o["title"] for o in options]
    foreign = {o["title"] for o in options if not re.search(r"value=\d{4}$", o["payload"])} - own_titles(language)
    assert not foreign, foreign


def kept(before: dict[str, Any], after: dict[str, Any], sent: Step, answer: dict[str, Any], filed: str, language: str) -> bool:
    """A story told in a report is still there, or was handed in, or its writer was told that it is erased."""
    told = set(CANARY.findall(str(before.get("slots", {}).get("report_text") or "")))
    if before.get("loop") != "report_form" or not told:
        return True
    if told <= set(CANARY.findall(str(after.get("slots", {}).get("report_text") or ""))) | set(CANARY.findall(filed)):
        return True
    said = "\n".join(reply["text"] for reply in answer["replies"])
    rewriting = catalogue().phrase("ask_report_text", language) in said or catalogue().phrase("report_intro", language) in said
    return rewriting or any(catalogue().phrase(key, language) in said for key in ENDED)


def failed(answer: dict[str, Any], language: str) -> bool:
    said = "\n".join(reply["text"] for reply in answer["replies"])
    return any(catalogue().phrase(key, language) in said for key in FAILED)


def wanted_language(sent: Step, options: list[dict[str, str]], language: str) -> str:
    payload = sent.message[1:] if sent.message.startswith("!") else ""
    if sent.message.isdigit() and 1 <= int(sent.message) <= len(options):
        payload = options[int(sent.message) - 1]["payload"]
    found = re.fullmatch(r"change_language\?language=(\w\w)", payload)
    return found.group(1) if found else language


def test_thirty_random_inputs_never_break_a_conversation(bot: Bot, referral: Referral, house_urls: Urls) -> None:
    began, played = time.monotonic(), 0
    for seed in range(SEEDS):
        for language in LANGUAGES:
            if seed and time.monotonic() - began > SECONDS:
                break
            play(bot, referral, house_urls.roles["wegwijzer_bot"], language, seed)
            played += 1
    assert played >= len(LANGUAGES)


def play(bot: Bot, referral: Referral, database: str, language: str, seed: int) -> None:
    rng = random.Random(f"{language}{seed}")
    worker = Worker(bot, channel=rng.choice(["whatsapp", "sms", "web"]), language=language)
    options: list[dict[str, str]] = []
    said: list[str] = []
    before: dict[str, Any] = {}
    failures, code = 0, "".join(rng.choice("0123456789") for _ in range(16))
    referral.cases[code] = {"kind": "report", "text": "", "filed_at": "2026-11-20T10:00:00Z", "messages": [], "held": rng.random() < 0.5}
    for _ in range(INPUTS):
        sent = step(rng, language, options, rng.choice([code, f"{code[:8]}.{code[8:]}"]))
        language = wanted_language(sent, options, language)
        cases = set(referral.cases)
        answer = worker.turn(sent.message, **sent.more)
        options = [o for reply in answer["replies"] for o in reply["options"]]
        said.append(f"{sent.message or sent.more} -> {[r['text'][:70] for r in answer['replies']]} {[o['title'] for o in options]}")
        after = memory(bot, database, worker.conversation)
        filed = "\n".join(referral.cases[code]["text"] for code in set(referral.cases) - cases)
        try:
            check(answer, language)
            failures = failures + 1 if failed(answer, language) else 0
            assert failures < 2 or any(o["payload"] in PERSON for o in options), "two failures and no person on offer"
            assert kept(before, after, sent, answer, filed, language), "a report was lost"
        except AssertionError as error:
            raise AssertionError("\n".join([f"seed {seed}: {error}", *said])) from None
        before = after
