"""Opting out and in: our own words on WhatsApp, Twilio's own on SMS, and nothing but a keyed hash to remember it by."""

import pytest

from channels.secrecy import Vault
from channels.wording import Words
from tests.channels.conftest import WORKER_POLISH, Door
from tests.channels.test_opting_out_and_contact import desk

WORDS = [
    ("nl", "afmelden", "aanmelden"),
    ("en", "unsubscribe", "start"),
    ("pl", "wypisz", "zacznij"),
    ("ro", "oprește", "începe"),
    ("bg", "спри", "започни"),
]
SMS = "+48600000010"


@pytest.mark.parametrize(("language", "stop", "start"), WORDS)
def test_on_whatsapp_stop_and_start_are_understood_and_confirmed_in_the_language(door: Door, language: str, stop: str, start: str) -> None:
    door.bot.answer = lambda turn: {"language": language, "replies": [{"text": "hi", "sms": "", "options": []}]}
    door.twilio.text(WORKER_POLISH, "hello")
    door.twilio.wait_for(WORKER_POLISH)
    door.twilio.text(WORKER_POLISH, stop)
    assert door.twilio.wait_for(WORKER_POLISH, count=2).body == Words().say("stopped", language)
    door.wait(lambda: door.rows("SELECT 1 FROM opt_outs"))
    assert "600000001" not in door.dump()
    door.twilio.text(WORKER_POLISH, start)
    assert door.twilio.wait_for(WORKER_POLISH, count=3).body == Words().say("restarted", language)
    assert door.rows("SELECT 1 FROM opt_outs") == []
    assert door.metric("opt_outs_total") == door.metric("opt_ins_total") == 1


@pytest.mark.parametrize("sender", [WORKER_POLISH, "whatsapp:NL.13491208655302741918"])
def test_only_a_hash_with_our_key_is_kept_of_who_wants_nothing_with_or_without_a_number(door: Door, sender: str) -> None:
    door.twilio.text(sender, "stop", ExternalUserId="" if "+" in sender else sender, WaId="")
    door.twilio.wait_for(sender)
    (kept,) = door.wait(lambda: door.rows("SELECT * FROM opt_outs"))
    assert kept["pseudonym"] == Vault(door.settings.channels_pseudonym_key, door.settings.channels_service_keys).pseudonym(sender)
    assert kept["pseudonym"] != Vault("cd" * 32, door.settings.channels_service_keys).pseudonym(sender), "another key, another hash"
    assert kept.keys() == {"pseudonym", "at"}, "and nothing else"
    desk(door, sender, "from the desk")
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = 'opted_out'"))
    assert len(door.twilio.to(sender)) == 1


def test_on_sms_twilios_start_opens_again_without_a_second_confirmation(door: Door) -> None:
    door.twilio.text(SMS, "Wypisz mnie prosze", OptOutType="STOP")
    door.wait(lambda: door.rows("SELECT 1 FROM opt_outs"))
    door.twilio.text(SMS, "cokolwiek", OptOutType="START")
    door.wait(lambda: not door.rows("SELECT 1 FROM opt_outs"))
    door.twilio.text(SMS, "pytanie")
    door.twilio.wait_for(SMS)
    assert door.twilio.to(SMS) == ["sms pytanie"]


def test_twilios_help_is_still_answered_by_us_in_the_language(door: Door) -> None:
    door.twilio.text(SMS, "HELP", OptOutType="HELP")
    assert door.twilio.wait_for(SMS).body == "sms HELP"


def test_a_carriers_later_21610_is_remembered_as_opting_out(door: Door) -> None:
    door.twilio.inject(later=21610)
    door.twilio.text(SMS, "hej")
    door.twilio.wait_for(SMS)
    assert len(door.wait(lambda: door.rows("SELECT pseudonym FROM opt_outs"))[0]["pseudonym"]) == 34
    door.twilio.text(SMS, "jeszcze")
    door.wait(lambda: not door.rows("SELECT 1 FROM inbound WHERE answered_at IS NULL"))
    assert len(door.twilio.to(SMS)) == 1
