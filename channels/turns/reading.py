"""What a message means before the bot hears it: a reserved word, one of the options, a machine, too fast, or words for the bot."""

from dataclasses import dataclass, replace
from datetime import datetime

from channels import metrics
from channels.conversations.limits import Bucket, Echo
from channels.inbox.store import Received
from channels.messages import SHOW_MENU, Answer, InboundMessage, Kind, Option, Reply
from channels.room import Room
from channels.turns.bot import MOST_TEXT
from channels.turns.choices import choose
from channels.turns.notices import language_of
from channels.turns.reserved import Word, provider_answered, understand

NOTHING = Answer(None, ())


@dataclass(frozen=True)
class Reading:
    """`message` as the bot gets it; `answer` when the door answers itself (NOTHING: on purpose, silence)."""

    message: InboundMessage
    bucket: Bucket
    echo: Echo
    word: Word | None = None
    answer: Answer | None = None
    wait: float = 0.0
    cut: bool = False


def read(room: Room, received: Received, message: InboundMessage, now: datetime) -> Reading:
    talk, settings = received.conversation, room.settings
    bucket, wait = talk.bucket.take(now, settings.channels_burst, settings.channels_pace)
    mark = room.vault.fingerprint("echo", f"{message.kind}\0{message.payload}\0{message.text}")
    reading = Reading(message, bucket, talk.echo.hear(mark, now), understand(message))
    if reading.word is Word.STOP:
        return replace(reading, answer=NOTHING if provider_answered(message) else _line(room, received, message, "stopped"))
    if reading.word is Word.START and talk.opted_out:
        return replace(reading, answer=NOTHING if provider_answered(message) else _line(room, received, message, "restarted"))
    if talk.opted_out:
        metrics.count("turns", "opted_out")
        return replace(reading, answer=NOTHING)
    if reading.echo.is_loop:
        metrics.count("loop_guard", message.channel)
        return replace(reading, answer=NOTHING)
    if wait:
        return replace(reading, wait=wait)
    return replace(reading, message=_for_bot(room, reading, talk.sealed_options), cut=len(message.text) > MOST_TEXT)


def _for_bot(room: Room, reading: Reading, sealed_options: bytes | None) -> InboundMessage:
    message = reading.message
    options = [Option(*pair) for pair in room.vault.open(sealed_options)] if sealed_options else []
    payload = SHOW_MENU if reading.word else choose(message, options, room.words.always_offered)
    if payload:
        return replace(message, kind=Kind.CHOICE, payload=payload, text="")
    if message.kind is Kind.CHOICE:  # a button that is no longer on offer: its words are still words
        return replace(message, kind=Kind.TEXT, payload="", text=_clean(message.text))
    return replace(message, text=_clean(message.text)) if message.kind is Kind.TEXT else message


def _clean(text: str) -> str:
    """Without control characters and lone surrogates, which no part behind us can store."""
    return "".join(c for c in text if c in "\n\t" or ((c.isprintable() or c.isspace() or ord(c) > 0x9F) and not 0xD800 <= ord(c) <= 0xDFFF))


def _line(room: Room, received: Received, message: InboundMessage, key: str) -> Answer:
    language = received.conversation.language or language_of(message)
    return Answer(None, (Reply(room.words.say(key, language), room.words.short(key, language)),))
