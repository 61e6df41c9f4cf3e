"""A provider that the room has never heard of works by being named: messages in, answers out, statuses, dead letters, deletion."""

import json
from collections.abc import Callable

import httpx
import pytest

from tests.channels import pigeon
from tests.channels.conftest import WORKER_POLISH, Door
from tests.channels.test_addresses_are_wiped import LATER, redact
from tests.channels.test_whatsapp_shows_buttons import lay

Make = Callable[..., Door]


@pytest.fixture
def door(make_door: Make) -> Door:
    pigeon.LOFT.clear()
    pigeon.ERASED.clear()
    return make_door(twilio_on=False, channels_providers="tests.channels.pigeon")


def post(door: Door, *entries: dict[str, str], key: str = "") -> httpx.Response:
    body = json.dumps({"entries": entries}).encode()
    return httpx.post(f"{door.url}/pigeon/anything", content=body, headers={"X-Pigeon": key or pigeon.sign(body)})


def test_two_messages_in_one_post_are_answered_and_their_statuses_and_deletion_follow(door: Door) -> None:
    messages = [{"id": f"p{n}", "from": f"dove-{n}", "text": f"coo {n}"} for n in range(2)]
    assert post(door, *messages, messages[0]).status_code == 204
    door.wait(lambda: len(pigeon.LOFT) == 2)
    assert sorted((m.address, m.body) for m in pigeon.LOFT) == [("dove-0", "heard coo 0"), ("dove-1", "heard coo 1")]
    assert post(door, *({"ours": m.id, "status": "delivered"} for m in pigeon.LOFT)).status_code == 204
    assert door.rows("SELECT DISTINCT state, sealed FROM outbox") == [{"state": "delivered", "sealed": None}]
    door.rows(LATER)
    redact(door)
    door.wait(lambda: set(pigeon.ERASED) == {"p0", "p1", *(f"feather-{m.id}" for m in pigeon.LOFT)})


def test_a_menu_goes_out_with_whatever_the_provider_wrote_down_for_it(door: Door) -> None:
    numbered, own = lay(door), json.dumps({"type": "button", "body": {"text": "Menu?"}})
    door.rows("UPDATE contents SET provider_id = %s RETURNING mark", own)
    post(door, {"id": "m1", "from": "dove", "text": "menu"})
    door.wait(lambda: pigeon.LOFT)
    assert pigeon.LOFT[0].body == numbered
    assert pigeon.LOFT[0].rich is not None
    assert json.loads(pigeon.LOFT[0].rich.content_id)["type"] == "button"


def test_its_signature_its_challenge_and_its_refusals_are_its_own(door: Door) -> None:
    assert post(door, {"id": "x", "from": "y", "text": "z"}, key="wrong").status_code == 403
    assert post(door, {"nonsense": "1"}).status_code == 422
    proof = {"challenge": "42", "secret": "coo"}
    assert httpx.get(f"{door.url}/pigeon/anything", params=proof).text == "42"
    assert httpx.get(f"{door.url}/pigeon/anything", params=proof | {"secret": "x"}).status_code == 404
    post(door, {"id": "h1", "from": "hawk", "text": "hi"})
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = 'eaten' AND sealed IS NULL"))


def test_a_channel_that_nobody_carries_is_a_dead_letter_that_can_be_sent_again(door: Door) -> None:
    token = {"Authorization": f"Bearer {door.settings.channels_token}"}
    message = {"id": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "channel": "sms", "address": "+48600000001", "language": "pl", "text": "x"}
    assert httpx.post(f"{door.url}/internal/messages", json=message, headers=token).status_code == 202
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'dead' AND error_code = 'provider_off' AND sealed IS NOT NULL"))


def test_two_providers_share_the_work_in_the_order_in_which_they_are_named(make_door: Make) -> None:
    pigeon.LOFT.clear()
    door = make_door(channels_providers="tests.channels.pigeon,channels.twilio.client")
    door.twilio.text("+48600000009", "over sms")
    door.twilio.wait_for("+48600000009")
    door.twilio.text(WORKER_POLISH, "over whatsapp")
    door.wait(lambda: [m.address for m in pigeon.LOFT] == [WORKER_POLISH])
