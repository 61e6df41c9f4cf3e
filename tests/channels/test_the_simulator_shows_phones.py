"""The simulator's page: what a person does at a phone reaches the real room, and the page shows what Twilio was asked to send."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.channels.conftest import PUBLIC, Door
from tests.simulator.app import create_app
from tests.simulator.phones import KINDS, START, Phones

Make = Callable[..., Door]
WHATSAPP, SMS = START[0][0], START[2][0]


@pytest.fixture
def page(door: Door) -> Iterator[tuple[TestClient, Door]]:
    assert door.twilio.public_url == PUBLIC
    with TestClient(create_app(Phones(door.twilio))) as client:
        yield client, door


def lines(client: TestClient, phone: str) -> list[dict[str, Any]]:
    return next(p["lines"] for p in client.get("/state").json()["phones"] if p["phone"] == phone)


def test_two_phones_are_answered_side_by_side_and_show_what_twilio_was_sent(page: tuple[TestClient, Door]) -> None:
    client, door = page
    for phone in (WHATSAPP, SMS):
        assert client.post("/say", json={"phone": phone, "text": "hej ł"}).json() == {"webhook": 204}
        door.twilio.wait_for(phone)
    assert [line["text"] for line in lines(client, WHATSAPP)] == ["hej ł", "heard hej ł"]
    door.wait(lambda: "delivered" in lines(client, SMS)[1]["note"])
    answer = lines(client, SMS)[1]
    assert answer["text"] == "sms hej l"
    assert answer["note"].startswith("GSM-7, 9 units, 1 parts")
    assert answer["fields"]["From"] == door.twilio.sms_from


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_can_send_more_than_words(page: tuple[TestClient, Door], kind: str) -> None:
    client, door = page
    client.post("/say", json={"phone": WHATSAPP, "kind": kind})
    door.twilio.wait_for(WHATSAPP)
    assert door.bot.turns[0]["kind"] in ("media", kind)


def test_a_day_can_pass_and_things_can_go_wrong(page: tuple[TestClient, Door]) -> None:
    client, door = page
    client.post("/weather", json={"window": True, "rate": 0.5})
    assert client.get("/state").json()["rate"] == 0.5
    client.post("/weather", json={"rate": 0})
    client.post("/say", json={"phone": WHATSAPP, "text": "hej"})
    door.twilio.wait_for(WHATSAPP)
    client.post("/weather", json={"hours": 25})
    form = [("To", WHATSAPP), ("From", door.twilio.whatsapp_from), ("Body", "late")]
    assert door.twilio.take(door.twilio.account, form)[1]["code"] == 63016
