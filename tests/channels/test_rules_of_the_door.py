"""The pure rules: segments, splitting, marks, reserved words, choices, pace, ranks."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from channels.conversations.limits import Bucket, Echo
from channels.messages import Channel, InboundMessage, Kind, Option, Reply
from channels.outbox.pace import next_try
from channels.outbox.ranks import moves_forward, named
from channels.provider import Fault
from channels.render import render
from channels.render.segments import cost, is_gsm7
from channels.render.sms import plain
from channels.render.split import split
from channels.render.whatsapp import escape
from channels.secrecy import Vault
from channels.settings import Settings
from channels.turns.choices import by_words
from channels.turns.reserved import Word, understand
from channels.turns.words import bare
from channels.twilio.faults import fault
from channels.twilio.parse import parse
from channels.wording import guess_language
from content.html import to_html

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


# The figures are those of Twilio's own calculator (sms-segments-calculator 1.3.0).
@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
        ("é è ö ü Ç ñ", "GSM-7", 11, 1),
        ("België", "UCS-2", 6, 1),
        ("ż" * 70, "UCS-2", 70, 1),
        ("ж" * 71, "UCS-2", 71, 2),
        ("ж" * 134, "UCS-2", 134, 2),
        ("ж" * 1600, "UCS-2", 1600, 24),
        ("👍" * 35, "UCS-2", 70, 1),
        ("👍" * 36, "UCS-2", 72, 2),
        ("ж" * 66 + "👍" + "ж" * 66, "UCS-2", 134, 3),
    ],
)
def test_segments_are_counted_as_twilio_counts_them(text: str, encoding: str, units: int, segments: int) -> None:
    counted = cost(text)
    assert (counted.encoding, counted.units, counted.segments) == (encoding, units, segments)


@pytest.mark.parametrize(
    ("text", "sms"),
    [
        ("*Uwaga!* Zażółć gęślą jaźń", "Uwaga! Zazolc gesla jazn"),
        ("Șeful nu-ți dă banii – știi „de ce”…", 'Seful nu-ti da banii - stii "de ce"...'),
        ("België is geïnformeerd 👍🏽🇳🇱", "Belgie is geinformeerd"),
        ("Май *жив* 🙂", "Май жив"),
        ("2*3*4 en a_b_c", "2*3*4 en a_b_c"),
        ("• eerste\n• tweede", "- eerste\n- tweede"),
        ("€ 14,99", "€ 14,99"),
    ],
)
def test_sms_has_no_marks_emoji_or_costly_letters(text: str, sms: str) -> None:
    assert plain(text) == sms


@given(st.text(max_size=400))
def test_any_text_can_become_an_sms(text: str) -> None:
    result = plain(text)
    assert "\0" not in result
    assert is_gsm7(result) or not is_gsm7(text)


@given(st.text(max_size=500), st.integers(10, 60))
def test_splitting_loses_no_word_and_keeps_the_limit(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_turn_becomes_one_message_with_numbers_going_on() -> None:
    replies = (Reply("Eerst", options=(Option("Ja", "a"),)), Reply("*Dan*", sms="dan", options=(Option("Nee ë", "b"),)))
    assert render(Channel.WHATSAPP, replies, "0 = Menu") == ["Eerst\n\n1 Ja\n\n*Dan*\n\n2 Nee ë\n\n0 = Menu"]
    assert render(Channel.SMS, replies, "0 = Menu") == ["Eerst\n1 Ja\ndan\n2 Nee e\n0 = Menu"]


def test_marks_in_a_persons_words_do_not_become_markup() -> None:
    assert "*x*" not in escape("*x* _y_")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script> & \"'", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#x27;</p>"),
        ("*vet* en 2*3*4", "<p><strong>vet</strong> en 2*3*4</p>"),
        ("Eerst:\n- een\n- twee\n\n1. a\n2. b", "<p>Eerst:</p><ul><li>een</li><li>twee</li></ul><ol><li>a</li><li>b</li></ol>"),
        (
            "Zie https://a.nl/?x=1&y=*2*.",
            '<p>Zie <a href="https://a.nl/?x=1&amp;y=*2*" rel="noopener noreferrer" target="_blank">https://a.nl/?x=1&amp;y=*2*</a>.</p>',
        ),
        ("Bel 112 of +31 20 123 4567", '<p>Bel <a href="tel:112">112</a> of <a href="tel:+31201234567">+31 20 123 4567</a></p>'),
        ('https://a.nl/"onclick=x', None),
    ],
)
def test_the_web_shows_marks_as_html_and_everything_else_as_text(text: str, html: str | None) -> None:
    assert html is None or to_html(text) == html
    assert "onclick=x" not in to_html(text) or '"onclick' not in to_html(text)


@given(st.text(max_size=300))
def test_no_text_can_bring_its_own_html(text: str) -> None:
    tags = re.findall(r"<(/?\w+)", to_html(text))
    assert set(tags) <= {"p", "/p", "br", "strong", "/strong", "ul", "/ul", "ol", "/ol", "li", "/li", "a", "/a"}


def message(text: str, channel: Channel = Channel.WHATSAPP, **more: str) -> InboundMessage:
    return InboundMessage("1", channel, "+48", "+48", Kind.TEXT, text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "channel", "word"),
    [
        ("STOP", Channel.WHATSAPP, Word.STOP),
        (" Стоп! ", Channel.WHATSAPP, Word.STOP),
        ("oprește", Channel.WHATSAPP, Word.STOP),
        ("cancel", Channel.WHATSAPP, None),
        ("CANCEL", Channel.SMS, Word.STOP),
        ("stop", Channel.WEB, None),
        ("stop paying me", Channel.WHATSAPP, None),
        ("Start", Channel.SMS, Word.START),
        ("Започни", Channel.WHATSAPP, Word.START),
        ("0", Channel.WEB, Word.MENU),
        ("0️⃣", Channel.WHATSAPP, Word.MENU),
        ("Meniu", Channel.SMS, Word.MENU),
        ("меню", Channel.WHATSAPP, Word.MENU),
        ("help", Channel.WHATSAPP, None),
    ],
)
def test_reserved_words_are_understood_alone_and_nowhere_else(text: str, channel: Channel, word: Word | None) -> None:
    assert understand(message(text, channel)) is word


OPTIONS = (Option("Praca i płaca", "work"), Option("Жилище", "housing"), Option("Nie, dziękuję", "no"))


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "work"), (" 1. ", "work"), ("1️⃣", "work"), ("jeden", "work"), ("едно", "work"), ("edno", "work"), ("Unu", "work"),
        ("nr 2", "housing"), ("DOI", "housing"), ("２", "housing"), ("жилище", "housing"), ("zhilishte", "housing"), ("trei", "no"),
        ("praca i placa", "work"), ("Nie dziekuje!", "no"), ("3 nie, dziękuję", "no"), ("4", None), ("0", None), ("12345", None),
        ("ik heb 2 vragen", None), ("", None), ("👍", None),
    ],
)  # fmt: skip
def test_an_option_is_chosen_as_people_write_it(text: str, payload: str | None) -> None:
    assert by_words(text, OPTIONS) == payload


@given(st.text(max_size=100))
def test_any_text_can_be_compared(text: str) -> None:
    assert by_words(text, OPTIONS) in (None, "work", "housing", "no")
    assert bare(text) == bare(text).strip()


def test_a_bucket_lets_a_burst_through_and_then_keeps_the_pace() -> None:
    bucket, waits = Bucket(float("inf"), NOW), []
    for _ in range(4):
        bucket, wait = bucket.take(NOW, burst=3, pace=0.5)
        waits.append(wait)
    assert waits == [0, 0, 0, 2.0]
    assert bucket.take(NOW + timedelta(seconds=2), 3, 0.5)[1] == 0


def test_only_the_same_message_again_and_again_is_a_loop() -> None:
    echo = Echo("", 0, NOW)
    for _ in range(21):
        echo = echo.hear("a", NOW)
    assert echo.is_loop
    assert not echo.hear("b", NOW).is_loop
    assert not echo.hear("a", NOW + timedelta(minutes=6)).is_loop


def test_states_move_forward_only_and_an_arrived_message_does_not_fail() -> None:
    assert moves_forward("sending", "sent")
    assert moves_forward("sent", "delivered")
    assert not moves_forward("delivered", "sent")
    assert not moves_forward("delivered", "failed")
    assert not moves_forward("failed", "delivered")
    assert named("sending") == "queued"
    assert named("nonsense") is None
    assert named("dead") is None


@pytest.mark.parametrize(
    ("code", "status", "meaning"),
    [
        ("20429", 429, Fault.TRANSIENT),
        ("", 503, Fault.AMBIGUOUS),
        ("30008", 0, Fault.TRANSIENT),
        ("63016", 400, Fault.WINDOW_CLOSED),
        ("21610", 400, Fault.OPTED_OUT),
        ("21211", 400, Fault.PERMANENT),
        ("20003", 401, Fault.REPAIRABLE),
        ("99999", 400, Fault.PERMANENT),
    ],
)
def test_twilios_codes_have_a_meaning(code: str, status: int, meaning: Fault) -> None:
    assert fault(code, status) is meaning


def test_tries_end() -> None:
    assert next_try(Fault.PERMANENT, 1) is None
    assert next_try(Fault.TRANSIENT, 1) is not None
    assert next_try(Fault.TRANSIENT, 99) is None


def test_names_and_numbers_added_by_whatsapp_stop_at_the_edge() -> None:
    form = {"MessageSid": "SM1", "From": "whatsapp:+48600000001", "Body": "x", "ProfileName": "Jan Kowalski", "WaId": "48600000001"}
    assert "Kowalski" not in repr(parse(list(form.items())))


def test_a_picture_with_words_is_read_as_words() -> None:
    form = {"MessageSid": "1", "From": "+48", "Body": "moja wypłata", "NumMedia": "1", "MediaContentType0": "image/jpeg"}
    assert parse(list(form.items())).kind is Kind.TEXT


def test_the_service_keys_can_be_rotated() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = Vault("ab" * 32, [old]).seal(["x"])
    assert Vault("ab" * 32, [new, old]).open(sealed) == ["x"]


def test_a_language_is_guessed_from_the_country_of_the_number() -> None:
    assert [guess_language(a) for a in ("whatsapp:+48600", "+40700", "whatsapp:BG.Abc123", "+31600", "+4912")] == [
        "pl",
        "ro",
        "bg",
        "nl",
        None,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"twilio_account_sid": "AC1"},
        {"twilio_auth_tokens": "x" * 20},
        {"twilio_account_sid": "AC1", "twilio_auth_tokens": "a,b,c", "twilio_sms_from": "+1"},
        {"wegwijzer_env": "production", "twilio_account_sid": "AC1", "twilio_auth_tokens": "a", "twilio_sms_from": "+1"},
        {"channels_token": "short"},
        {"channels_pseudonym_key": "nothex"},
    ],
)
def test_half_a_configuration_is_refused(wrong: dict[str, str]) -> None:
    good = {
        "channels_database_url": "postgresql://x", "channels_pseudonym_key": "ab" * 32, "channels_service_keys": "k",
        "channels_token": "t" * 20, "bot_url": "http://b", "bot_token": "b" * 20, "referral_url": "http://r",
        "referral_channels_token": "r" * 20,
        "channels_public_url": "http://x", "wegwijzer_env": "test",
    }  # fmt: skip
    Settings(**good)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        Settings(**(good | wrong))  # type: ignore[arg-type]
