"""Small things that every route of this room needs."""

import hmac
from typing import Annotated

from fastapi import Depends, Request

from channels.errors import TooLarge, Unauthorized
from channels.room import Room

MOST_BODY = 64 * 1024  # Twilio's and our forms are a few kilobytes


def room_of(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


TheRoom = Annotated[Room, Depends(room_of)]


async def read_body(request: Request) -> bytes:
    """Raises TooLarge before more than the limit is in memory."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY:
            raise TooLarge("the body is too large")
    return bytes(body)


def require_token(request: Request, room: TheRoom) -> None:
    """Bearer token of the rooms that may call us. Raises Unauthorized."""
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {room.settings.channels_token}".encode()):
        raise Unauthorized("wrong token")
