"""Who may post here, and what they hear when something is wrong."""

import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest
from twilio.request_validator import RequestValidator

from channels.errors import BadSignature, Malformed
from channels.twilio.signature import check, read_form
from tests.channels.conftest import PUBLIC, WORKER_POLISH, Door, environment, free_port, serve
from tests.channels.twilio_double import inbound_fields

Make = Callable[..., Door]
URL = f"{PUBLIC}/twilio/inbound"
OLD, NEW = "old-token-0123456789", "new-token-0123456789"


def signed(form: dict[str, str], url: str = URL, token: str = NEW) -> str:
    return str(RequestValidator(token).compute_signature(url, form))


SMS = inbound_fields("AC" + "0" * 32, "+48600000001", "cześć", "SM1")
WHATSAPP = inbound_fields("AC" + "0" * 32, WORKER_POLISH, "здравей 👋", "SM2")
GENUINE = {
    "sms with blank fields": SMS,
    "whatsapp, unicode": WHATSAPP,
    "media": SMS | {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x?a=b&c=d", "Body": ""},
    "messaging service": SMS | {"MessagingServiceSid": "MG" + "1" * 32},
    "a field nobody announced": SMS | {"Brand9New": " x+y %20 & = "},
    "line breaks": SMS | {"Body": "een\ntwee\r\ndrie"},
}


@pytest.mark.parametrize("name", GENUINE)
@pytest.mark.parametrize("token", [OLD, NEW])
def test_a_genuine_request_passes_with_either_token(name: str, token: str) -> None:
    form = GENUINE[name]
    check(URL, read_form(urlencode(form).encode()), signed(form, token=token), [OLD, NEW])


@pytest.mark.parametrize(
    ("url", "token", "signature"),
    [
        (URL, NEW, None),
        (URL, NEW, ""),
        (URL, NEW, "AAAA"),
        (URL, "somebody-elses-token", "of the other token"),
        (URL.replace("https", "http"), NEW, "of the other scheme"),
        (URL + "/", NEW, "of the other path"),
        (URL + "?m=1", NEW, "of the other query"),
        (URL.replace("wegwijzer.example", "evil.example"), NEW, "of the other host"),
    ],
)
def test_anything_else_is_refused(url: str, token: str, signature: str | None) -> None:
    given = signed(SMS, url, token) if signature and signature.startswith("of ") else signature
    with pytest.raises(BadSignature):
        check(URL, read_form(urlencode(SMS).encode()), given, [OLD, NEW])


def test_a_changed_added_or_missing_field_breaks_the_signature() -> None:
    genuine = signed(SMS)
    for changed in (SMS | {"Body": "anders"}, SMS | {"Extra": ""}, {k: v for k, v in SMS.items() if k != "FromCity"}):
        with pytest.raises(BadSignature):
            check(URL, list(changed.items()), genuine, [NEW])


def test_the_default_port_may_stand_in_the_address() -> None:
    check(URL, list(SMS.items()), signed(SMS, URL.replace("example/", "example:443/")), [NEW])


@pytest.mark.parametrize("query", ["", "?m=3f2a&x=a%20b"])
def test_another_port_and_a_query_are_a_part_of_what_is_signed(query: str) -> None:
    ours = URL.replace("example/", "example:8443/") + query
    check(ours, list(SMS.items()), signed(SMS, ours), [OLD, NEW])
    for other in (ours.replace("8443", "8444"), ours.replace("?m=3f2a", "?m=3f2b") if query else f"{ours}?m=1"):
        with pytest.raises(BadSignature):
            check(ours, list(SMS.items()), signed(SMS, other), [OLD, NEW])


def test_a_body_that_is_no_text_is_malformed() -> None:
    with pytest.raises(Malformed):
        read_form(b"\xff\xfe\x00=1")


def test_unsigned_and_wrongly_signed_webhooks_are_refused_and_counted(door: Door) -> None:
    inbound = f"{door.url}/twilio/inbound"
    assert httpx.post(inbound, data=SMS).status_code == 403
    assert httpx.post(inbound, data=SMS, headers={"X-Twilio-Signature": "nonsense"}).status_code == 403
    assert httpx.post(f"{door.url}/twilio/status?m=1", data={"MessageSid": "SM1"}).status_code == 403
    assert door.twilio.post(URL, SMS, token="another-token-000000").status_code == 403
    assert door.rows("SELECT 1 FROM inbound") == []
    assert door.metric("signature_failures") == 4


def test_a_signed_but_senseless_form_is_422_and_a_huge_one_413(door: Door) -> None:
    assert door.twilio.post(URL, {"Body": "from nobody"}).status_code == 422
    assert door.twilio.post(URL, SMS | {"Body": "x" * 100_000}).status_code == 413


def test_without_twilio_its_routes_are_not_there(make_door: Make) -> None:
    door = make_door(twilio_on=False)
    assert httpx.post(f"{door.url}/twilio/inbound", data=SMS).status_code == 404
    assert httpx.get(f"{door.url}/health/ready").json()["twilio"] is False


def test_a_database_that_is_down_gives_503_quickly(door: Door) -> None:
    nobody = f"postgresql://nobody:x@127.0.0.1:{free_port()}/nothing"
    settings = door.settings.model_copy(update={"channels_database_url": nobody, "channels_port": free_port()})
    server, thread = serve(settings)
    here = f"http://127.0.0.1:{settings.channels_port}"
    began = time.monotonic()
    answer = httpx.post(
        f"{here}/twilio/inbound", data=SMS, headers={"X-Twilio-Signature": signed(SMS, token=door.twilio.token)}, timeout=15
    )
    assert answer.status_code == 503
    assert time.monotonic() - began < 5
    assert httpx.get(f"{here}/health/live").status_code == 200
    assert httpx.get(f"{here}/health/ready", timeout=15).status_code == 503
    server.should_exit = True
    thread.join(10)


def test_internal_routes_want_the_token(door: Door) -> None:
    assert httpx.post(f"{door.url}/internal/messages", json={}).status_code == 401
    wrong = {"Authorization": "Bearer wrong"}
    assert httpx.post(f"{door.url}/internal/messages", json={}, headers=wrong).status_code == 401


def test_it_does_not_start_without_its_secrets(door: Door) -> None:
    env = environment("postgresql://x", door.bot, None, 1)
    for missing in ("CHANNELS_PSEUDONYM_KEY", "CHANNELS_SERVICE_KEYS", "CHANNELS_TOKEN", "BOT_TOKEN", "CHANNELS_DATABASE_URL"):
        left = {name: value for name, value in env.items() if name != missing}
        result = subprocess.run([sys.executable, "-m", "channels"], env=left, capture_output=True, text=True, timeout=60)
        assert result.returncode == 2
        assert missing in result.stderr
        assert env["CHANNELS_TOKEN"] not in result.stderr
