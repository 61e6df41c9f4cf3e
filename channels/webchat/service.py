"""What a visitor does: look, say something, change language, leave."""

import asyncio
import re
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from channels import metrics
from channels.database import Connection, transaction
from channels.errors import ChannelsError
from channels.inbox import service as inbox
from channels.inbox import store as inbox_rows
from channels.messages import Channel, InboundMessage, Kind
from channels.room import Room
from channels.webchat import sessions, transcript
from channels.webchat.limits import Gate
from channels.webchat.sessions import Session
from channels.webchat.texts import NAMES, translator
from channels.webchat.transcript import Line
from deploy.base import slugs

FIRST_LOOK, SLOWEST_LOOK = 0.04, 0.4  # seconds between two looks for an answer


class NotFromHere(ChannelsError):
    status = 403


class View(NamedTuple):
    session: Session | None
    lines: list[Line]
    waiting: bool


async def look(room: Room, token: str, *, after: int = 0, patience: float = 0.0) -> View:
    """The lines after `after`. With patience: waits for a new one as long as an answer is being written."""
    end, pause = time.monotonic() + patience, FIRST_LOOK
    while True:
        async with transaction(room.pool) as connection:
            session = await sessions.find(connection, token)
            if session is None:
                return View(None, [], waiting=False)
            # in this order: an answer that comes between the two is shown rather than missed
            waiting = await inbox_rows.waiting(connection, session.pseudonym) > 0
            lines = await transcript.read(connection, session.id, token, after)
        if not waiting or any(not line.mine for line in lines) or time.monotonic() >= end:
            return View(session, lines, waiting)
        await asyncio.sleep(pause)
        pause = min(SLOWEST_LOOK, pause * 1.3)


async def session_for(room: Room, token: str, language: str, client: str, gate: Gate) -> Session | None:
    """The visitor's session, or a new one; None when too many are begun."""
    async with transaction(room.pool) as connection:
        if session := await sessions.find(connection, token):
            return session
        if not gate.may_begin(client, datetime.now(UTC)):
            return None
        metrics.count("web_sessions")
        return await sessions.create(connection, room.vault, language)


async def say(room: Room, session: Session, text: str, payload: str, nonce: str, via: str = "") -> None:
    """Once, however often the form is sent. Line, message and job are stored together. `via`: the code of the link that led here."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    nonce = nonce if re.fullmatch(r"[A-Za-z0-9-]{8,64}", nonce) else uuid.uuid4().hex
    async with transaction(room.pool) as connection:
        title = await _title(room, connection, session, payload) if payload else ""
        if payload and not title:
            return
        message = InboundMessage(
            provider_id=f"web:{session.id}:{nonce}",
            channel=Channel.WEB,
            address=session.id,
            sender=sessions.sender(session.id),
            kind=Kind.CHOICE if payload else Kind.TEXT,
            text=title or text,
            payload=payload,
            language=session.language,
            via=await _begun_by(connection, session, via),
        )
        if await inbox.add(room, connection, message):
            await transcript.add_mine(connection, session.id, f"mine:{session.id}:{nonce}", session.public_key, title or text)


async def wait_for_answer(room: Room, session: Session, seconds: float) -> None:
    end, pause = time.monotonic() + seconds, FIRST_LOOK
    while time.monotonic() < end:
        async with transaction(room.pool) as connection:
            if not await inbox_rows.waiting(connection, session.pseudonym):
                return
        await asyncio.sleep(pause)
        pause = min(SLOWEST_LOOK, pause * 1.3)


async def change_language(room: Room, token: str, language: str, patience: float) -> None:
    async with transaction(room.pool) as connection:
        session = await sessions.find(connection, token)
        if session is None or session.language == language:
            return
        await sessions.set_language(connection, session, language)
    await say(room, replace(session, language=language), "", f"change_language?language={language}", "")
    await wait_for_answer(room, session, patience)


async def leave(room: Room, token: str) -> None:
    async with transaction(room.pool) as connection:
        if session := await sessions.find(connection, token):
            await sessions.leave(connection, session)


async def _begun_by(connection: Connection, session: Session, via: str) -> str:
    """The slug, for the first message of a chat only."""
    slug = slugs.read(via) if via else None
    return slug if slug and not await transcript.read(connection, session.id, session.token) else ""


async def _title(room: Room, connection: Connection, session: Session, payload: str) -> str:
    """What the button said, for the visitor's own line; empty for a payload that was not on offer."""
    if payload == "show_menu":
        return translator(session.language)("Show the menu")
    if payload.startswith("change_language?language="):
        return NAMES.get(payload[-2:], "") if payload in room.words.always_offered else ""
    for line in reversed(await transcript.read(connection, session.id, session.token)):
        for option in line.options:
            if option.payload == payload:
                return option.title
    return room.words.topic_title(payload, session.language) or ""
