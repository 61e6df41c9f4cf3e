"""Through Prism, which holds every request of ours and every answer of the double against Twilio's own OpenAPI description."""

import asyncio
import json
import os
import subprocess
from collections.abc import Callable, Iterator

import httpx
import pytest

from channels import budgets
from channels.menus.shapes import Menu, shape
from channels.messages import Channel, Option
from channels.render import render
from channels.render.segments import cost
from channels.room import open_room
from channels.twilio.contents import Contents
from channels.wording import LANGUAGES, Words
from content.live import catalogue
from tests.channels.conftest import WORKER_OTHER, WORKER_POLISH, Door
from tests.channels.test_addresses_are_wiped import LATER, redact
from tests.channels.test_opting_out_and_contact import desk
from tests.channels.test_what_could_not_be_sent import TEMPLATE, approve
from tests.channels.test_whatsapp_shows_buttons import lay
from tests.channels.twilio_double import TwilioDouble
from tests.twilio import prism, shrink_spec
from tests.twilio.prism import Prism

Make = Callable[..., Door]


@pytest.fixture(scope="module")
def npm() -> None:
    """What npm brings. Left out where there is no node, and the report says so; in CI there is."""
    if why := prism.missing():
        if os.environ.get("CI"):
            pytest.fail(f"the contract with Twilio cannot be tested: {why}")
        pytest.skip(f"NOT RUN, the contract with Twilio's own description: {why}")


@pytest.fixture(scope="module")
def front(npm: None, twilio_server: TwilioDouble) -> Iterator[Prism]:
    with Prism(twilio_server.url) as running:
        yield running


@pytest.fixture
def door(make_door: Make, front: Prism) -> Door:
    return make_door(twilio_api_base=front.url)


@pytest.fixture
def valid(front: Prism) -> Iterator[None]:
    """Nothing was refused, in either direction, since the test began."""
    before = len(front.refused)
    yield
    assert front.refused[before:] == []


@pytest.mark.usefixtures("valid")
def test_answers_buttons_templates_and_deletions_keep_to_it_both_ways(door: Door) -> None:
    picture = door.twilio.new_sid()
    door.twilio.text(WORKER_POLISH, "", sid=picture, NumMedia="1", MediaContentType0="image/jpeg", MessageType="image")
    assert door.twilio.wait_for(WORKER_POLISH).body == "heard media"
    door.twilio.text("+48600000009", "żółć")
    assert door.twilio.wait_for("+48600000009").body == "sms zolc"
    user = "whatsapp:NL.13491208655302741918"
    door.twilio.text(user, "hoi", ExternalUserId=user)
    door.twilio.wait_for(user)
    approve(door, "pl")
    desk(door, WORKER_OTHER, "words of the desk")
    assert door.twilio.wait_for(WORKER_OTHER).content == TEMPLATE
    numbered = lay(door)
    door.twilio.text(WORKER_POLISH, "menu?")
    assert door.twilio.wait_for(WORKER_POLISH, count=2).body == numbered, "a resource that is not there: refused, and sent as text"
    door.wait(lambda: len(door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'")) == 5)
    door.rows(LATER)
    redact(door)
    door.wait(lambda: picture in door.twilio.deleted and door.twilio.media.deleted and len(door.twilio.deleted) == 9)


@pytest.mark.usefixtures("valid")
def test_what_twilio_refuses_and_what_is_looked_up_keep_to_it_too(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.outbox.service.AMBIGUOUS_LEAST", 0.5)
    monkeypatch.setattr("channels.outbox.pace.AMBIGUOUS_LEAST", 0.6)
    door.twilio.inject(status=429, code=20429, to=WORKER_POLISH)
    door.twilio.inject(status=500, keep=True, to=WORKER_OTHER)
    door.twilio.inject(status=400, code=21610, to="+48600000009")
    for who in (WORKER_POLISH, WORKER_OTHER, "+48600000009"):
        door.twilio.text(who, "raz")
    for who in (WORKER_POLISH, WORKER_OTHER):
        door.twilio.wait_for(who)
    door.wait(lambda: door.rows("SELECT 1 FROM opt_outs"))
    door.twilio.text(WORKER_OTHER, "dwa")
    door.twilio.wait_for(WORKER_OTHER, containing="dwa")
    assert door.twilio.to(WORKER_OTHER) == ["heard raz", "heard dwa"], "the look-up found the first"


@pytest.mark.usefixtures("valid")
def test_menus_and_templates_are_made_listed_approved_and_deleted_as_described(door: Door) -> None:
    menus = {"quick-reply": 3, "list-picker": 10}

    async def run() -> dict[str, str]:
        async with open_room(door.settings, pool_size=2) as room:
            contents = Contents(door.settings, room.http)
            for kind, count in menus.items():
                menu = shape("Wat?", [Option(f"Keuze {n}", f"group?value=g{n}") for n in range(count)], "nl", "Kies")
                assert menu is not None
                assert menu.kind == kind
                await contents.create(f"wegwijzer:{kind}:nl:0", menu)
            sid = await contents.create("wegwijzer:desk_message:nl:0", Menu("template", "nl", "Er is bericht."))
            assert await contents.approval(sid) == "unsubmitted"
            assert await contents.ask_approval(sid, "wegwijzer_desk_message_nl") == "approved"
            assert await contents.approval(sid) == "approved"
            found = await contents.all_of_ours()
            await contents.delete(sid)
            return found

    assert len(asyncio.run(run())) == 3
    assert len(door.twilio.contents.items) == 2


def test_a_request_that_breaks_it_does_not_get_through(front: Prism, twilio: TwilioDouble) -> None:
    good = {"To": WORKER_POLISH, "From": twilio.whatsapp_from, "Body": "x"}
    url = f"{front.url}/2010-04-01/Accounts/{twilio.account}/Messages.json"
    for wrong in ({"To": ""}, {"ContentSid": "HX1"}, {"StatusCallback": "nowhere"}):
        form = {name: value for name, value in (good | wrong).items() if value}
        assert httpx.post(url, data=form, auth=(twilio.account, twilio.token)).status_code == 422, wrong
    assert httpx.post(url, data=good).status_code == 401
    assert httpx.post(url.replace("Messages", "Massages"), data=good, auth=(twilio.account, twilio.token)).status_code == 404
    assert twilio.messages == []
    assert httpx.post(url, data=good, auth=(twilio.account, twilio.token)).status_code == 201


def test_an_answer_that_breaks_it_is_not_believed(front: Prism, twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = TwilioDouble.shown

    def post() -> httpx.Response:
        form = {"To": WORKER_POLISH, "From": twilio.whatsapp_from, "Body": "x"}
        url = f"{front.url}/2010-04-01/Accounts/{twilio.account}/Messages.json"
        return httpx.post(url, data=form, auth=(twilio.account, twilio.token))

    for wrong in ({"sid": "SM1"}, {"status": "on its way"}, {"num_segments": 1}):
        monkeypatch.setattr(TwilioDouble, "shown", lambda self, message, wrong=wrong: shown(self, message) | wrong)
        answer = post()
        assert answer.status_code == 500, wrong
        assert "VIOLATIONS" in answer.text
    monkeypatch.setattr(TwilioDouble, "shown", lambda self, message: shown(self, message))
    assert post().status_code == 201


@pytest.mark.parametrize("source", shrink_spec.PARTS)
@pytest.mark.usefixtures("npm")
def test_our_copy_of_the_description_is_what_twilio_ships(source: str) -> None:
    target, paths = shrink_spec.PARTS[source]
    whole = json.loads((shrink_spec.WHOLE / source).read_text())
    assert shrink_spec.shrunk(whole, paths) == json.loads((shrink_spec.HERE / target).read_text())


@pytest.mark.usefixtures("npm")
def test_every_sms_of_the_content_costs_what_twilios_own_calculator_says() -> None:
    c, words = catalogue(), Words()
    texts = [
        "\n".join(render(Channel.SMS, words.for_sms((reply,), language), words.footer(language)))
        for language in LANGUAGES
        for _, reply in (*budgets.replies(c, language), *budgets.answers(c, language))
    ]
    done = subprocess.run(
        ["node", "count_segments.cjs"],
        cwd=shrink_spec.HERE,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert len(texts) > 700
    assert [[cost(text).encoding, cost(text).segments] for text in texts] == json.loads(done.stdout)
