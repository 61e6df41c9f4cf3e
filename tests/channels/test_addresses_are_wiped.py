"""Numbers and words: gone from us and from Twilio when a message is over; what is still sealed moves to the newest key."""

import asyncio
from collections.abc import Callable

from cryptography.fernet import Fernet

from channels.redaction import tasks as redaction
from channels.room import open_room
from channels.secrecy import Vault
from tests.channels.conftest import WORKER_OTHER, WORKER_POLISH, Door
from tests.channels.test_opting_out_and_contact import desk
from tests.channels.test_what_could_not_be_sent import wegwijzer

Make = Callable[..., Door]
LATER = "UPDATE redactions SET due_at = now() - interval '1 second' RETURNING id"


def redact(door: Door) -> int:
    async def run() -> int:
        async with open_room(door.settings, pool_size=2) as room:
            return await redaction.run(room)

    return asyncio.run(run())


def test_a_message_that_is_over_is_deleted_at_twilio_both_ways(door: Door) -> None:
    sid = door.twilio.new_sid()
    door.twilio.text(WORKER_POLISH, "kanarek", sid=sid)
    answer = door.twilio.wait_for(WORKER_POLISH)
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'"))
    assert sid not in door.dump(), "an id at Twilio leads to the number"
    assert answer.sid not in door.dump()
    door.rows(LATER)
    redact(door)  # the worker does so at every full minute, and may have been first
    door.wait(lambda: set(door.twilio.deleted) == {sid, answer.sid})
    door.wait(lambda: door.rows("SELECT 1 FROM redactions") == [])
    door.wait(lambda: door.metric("redacted_total") == 2)


def test_a_message_still_under_way_is_deleted_later(door: Door) -> None:
    door.twilio.callbacks = False
    try:
        door.twilio.text(WORKER_POLISH, "hej")
        answer = door.twilio.wait_for(WORKER_POLISH)
        door.wait(lambda: len(door.rows("SELECT 1 FROM redactions")) == 2)
        door.rows(LATER)
        redact(door)
        (left,) = door.wait(lambda: door.rows("SELECT attempts FROM redactions WHERE attempts > 0"))
        assert answer.sid not in door.twilio.deleted
        assert left["attempts"] >= 1
        door.twilio.call_back(answer, "delivered")

        def again() -> bool:
            # the worker at its full minute may have tried just before the callback, and put the next try off
            door.rows(LATER)
            redact(door)
            return answer.sid in door.twilio.deleted and door.rows("SELECT 1 FROM redactions") == []

        door.wait(again)
    finally:
        door.twilio.callbacks = True


def test_pictures_and_voice_notes_are_deleted_at_twilio_before_their_message(door: Door) -> None:
    picture, voice = door.twilio.new_sid(), door.twilio.new_sid()
    door.twilio.text(WORKER_POLISH, "co to?", sid=picture, NumMedia="3", MediaContentType0="image/jpeg", MessageType="image")
    door.twilio.text(WORKER_POLISH, "", sid=voice, NumMedia="1", MediaContentType0="audio/ogg", MessageType="audio")
    kept = {name for files in door.twilio.media.of.values() for name in files}
    door.twilio.wait_for(WORKER_POLISH, count=2)
    door.wait(lambda: len(door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'")) == 2)
    assert len(kept) == 4
    door.twilio.media.fail_with = 503
    door.rows(LATER)
    redact(door)
    assert not {picture, voice} & set(door.twilio.deleted), "the message leads to its files, so it stays until they are gone"
    assert len(door.rows("SELECT 1 FROM redactions WHERE attempts > 0")) == 2
    door.twilio.media.fail_with = 0
    door.rows(LATER)
    redact(door)
    door.wait(lambda: {picture, voice} <= set(door.twilio.deleted))
    assert set(door.twilio.media.deleted) == kept


def test_deleting_at_twilio_can_be_switched_off(make_door: Make) -> None:
    door = make_door(twilio_redact="false")
    door.twilio.text(WORKER_POLISH, "hej")
    door.twilio.wait_for(WORKER_POLISH)
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'"))
    assert door.rows("SELECT 1 FROM redactions") == []


def test_everything_sealed_moves_to_the_newest_key_while_messages_wait(make_door: Make) -> None:
    old, new = Fernet.generate_key().decode(), wegwijzer_key()
    door = make_door(worker=False, channels_service_keys=old)
    for text in ("raz", "dwa"):
        door.twilio.text(WORKER_POLISH, text)
    assert desk(door, WORKER_OTHER, "words of the desk").status_code == 202
    door.env["CHANNELS_SERVICE_KEYS"] = f"{new},{old}"
    result = wegwijzer(door, "rotate-keys")
    assert result.stdout.strip() == "sealed again: 3", result.stderr
    vault = Vault("ab" * 32, [new])
    for row in door.rows("SELECT sealed FROM inbound UNION ALL SELECT sealed FROM outbox"):
        vault.open(row["sealed"])
    door.env["CHANNELS_SERVICE_KEYS"] = new
    door.start_worker_process()
    door.twilio.wait_for(WORKER_POLISH, containing="dwa", seconds=30)
    door.twilio.wait_for(WORKER_OTHER, containing="words of the desk")


def test_what_no_key_opens_is_counted_and_stays(make_door: Make) -> None:
    door = make_door(worker=False)
    door.twilio.text(WORKER_POLISH, "raz")
    door.env["CHANNELS_SERVICE_KEYS"] = wegwijzer_key()
    result = wegwijzer(door, "rotate-keys")
    assert result.returncode == 1
    assert "nobody can read it: 1" in result.stderr
    assert len(door.rows("SELECT 1 FROM inbound WHERE sealed IS NOT NULL")) == 1


def test_an_unreadable_id_does_not_hold_up_the_others(door: Door) -> None:
    door.rows("INSERT INTO redactions (mark, sealed, due_at) VALUES ('x', 'nonsense', now() - interval '1 day') RETURNING id")
    door.twilio.text(WORKER_POLISH, "hej")
    door.twilio.wait_for(WORKER_POLISH)
    door.wait(lambda: door.rows("SELECT 1 FROM outbox WHERE state = 'delivered'"))
    door.rows(LATER)
    redact(door)
    door.wait(lambda: len(door.twilio.deleted) == 2 and door.rows("SELECT 1 FROM redactions") == [])


def wegwijzer_key() -> str:
    return Fernet.generate_key().decode()
