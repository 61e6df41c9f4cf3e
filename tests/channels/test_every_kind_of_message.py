"""Forms as Twilio posts them, of every type, replayed through the signed door: each is acknowledged, answered and kept private."""

import httpx
import pytest
from twilio.request_validator import RequestValidator

from tests.channels.conftest import PUBLIC, WORKER_POLISH, Door
from tests.channels.twilio_double import inbound_fields

ACCOUNT = "AC" + "0" * 31 + "1"
MEDIA = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0", "Body": ""}
USER = "whatsapp:NL.13491208655302741918"
# name → (who, extra fields, kind for the bot, text or payload)
FORMS: dict[str, tuple[str, dict[str, str], str, str | None]] = {
    "text": (WORKER_POLISH, {"Body": "cześć"}, "text", "cześć"),
    "sms of several parts": ("+48600000021", {"Body": "ż" * 200, "NumSegments": "3"}, "text", "ż" * 200),
    "image": (WORKER_POLISH, MEDIA | {"MediaContentType0": "image/jpeg", "MessageType": "image"}, "media", None),
    "image with words": (WORKER_POLISH, MEDIA | {"MediaContentType0": "image/jpeg", "Body": "co to jest?"}, "text", "co to jest?"),
    "voice": (WORKER_POLISH, MEDIA | {"MediaContentType0": "audio/ogg", "MessageType": "audio"}, "media", None),
    "video": (WORKER_POLISH, MEDIA | {"MediaContentType0": "video/mp4", "MessageType": "video"}, "media", None),
    "document": (WORKER_POLISH, MEDIA | {"MediaContentType0": "application/pdf", "MessageType": "document"}, "media", None),
    "sticker": (WORKER_POLISH, MEDIA | {"MediaContentType0": "image/webp", "MessageType": "sticker"}, "sticker", None),
    "contact": (WORKER_POLISH, MEDIA | {"MediaContentType0": "text/vcard", "MessageType": "contacts"}, "contact", None),
    "picture over mms": ("+48600000022", MEDIA | {"MediaContentType0": "image/png"}, "media", None),
    "three pictures": (WORKER_POLISH, MEDIA | {"NumMedia": "3", "MediaUrl1": "https://api.twilio.com/2010/2"}, "media", None),
    "location": (WORKER_POLISH, {"Latitude": "51.9", "Longitude": "4.4", "Address": "Weena", "MessageType": "location"}, "location", None),
    "menu tapped": (WORKER_POLISH, {"ButtonPayload": "show_menu", "ButtonText": "Menu", "MessageType": "button"}, "choice", "show_menu"),
    "item tapped": (WORKER_POLISH, {"ListId": "show_menu", "ListTitle": "Menu", "MessageType": "interactive"}, "choice", "show_menu"),
    "old button": (WORKER_POLISH, {"ButtonPayload": "gone", "ButtonText": "Gone", "Body": "Gone", "MessageType": "button"}, "text", "Gone"),
    "user without a number": (USER, {"ExternalUserId": USER, "WaId": "", "Body": "hoi"}, "text", "hoi"),
    "forwarded": (WORKER_POLISH, {"Forwarded": "true", "FrequentlyForwarded": "true", "Body": "news"}, "text", "news"),
    "reply to one of ours": (WORKER_POLISH, {"OriginalRepliedMessageSid": "SM9", "OriginalRepliedMessageSender": "x"}, "text", "x"),
    "from an advertisement": (WORKER_POLISH, {"ReferralBody": "ad", "ReferralSourceUrl": "https://fb.me/1", "Body": "hi"}, "text", "hi"),
    "a type nobody knows yet": (WORKER_POLISH, {"MessageType": "hologram", "Body": "hm"}, "text", "hm"),
    "nothing at all": (WORKER_POLISH, {"Body": "", "MessageType": "unsupported"}, "text", ""),
}


@pytest.mark.parametrize("name", FORMS)
def test_it_is_acknowledged_answered_and_kept_private(door: Door, name: str) -> None:
    sender, extra, kind, said = FORMS[name]
    form = inbound_fields(ACCOUNT, sender, "x", door.twilio.new_sid()) | extra
    assert door.twilio.post(f"{PUBLIC}/twilio/inbound", form).status_code == 204
    door.twilio.wait_for(sender)
    turn = door.bot.turns[0]
    assert turn["kind"] == kind
    assert said is None or (turn.get("payload") or turn["text"]) == said
    for secret in ("Canary", sender.split(":")[-1].lstrip("+"), "api.twilio.com/2010", "Weena", "fb.me"):
        assert secret not in str(turn) + door.dump()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "10.0.0.7:8000", "X-Forwarded-Proto": "http"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "80"},
        {"X-Original-URL": "/other", "Forwarded": "host=evil.example;proto=http"},
    ],
)
@pytest.mark.parametrize("query", ["", "?rc=2&rp=all", "?m=a%20b%2Bc"])
def test_whatever_a_proxy_makes_of_the_address_the_signature_is_of_the_public_one(door: Door, headers: dict[str, str], query: str) -> None:
    form = inbound_fields(ACCOUNT, WORKER_POLISH, "żółć", door.twilio.new_sid())
    signature = RequestValidator(door.twilio.token).compute_signature(f"{PUBLIC}/twilio/inbound{query}", form)
    url = f"{door.url}/twilio/inbound{query}"
    assert httpx.post(url, data=form, headers=headers | {"X-Twilio-Signature": signature}).status_code == 204
    other = RequestValidator(door.twilio.token).compute_signature(f"http://evil.example/twilio/inbound{query}", form)
    assert httpx.post(url, data=form, headers=headers | {"X-Twilio-Signature": other}).status_code == 403
