"""For the desk's room: a message to a worker who asked to be contacted. It never passes through the bot."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, StringConstraints

from channels.contacts.desk import send_later
from channels.web import TheRoom, require_token

router = APIRouter(prefix="/internal", include_in_schema=False, dependencies=[Depends(require_token)])


class DeskMessage(BaseModel):
    id: UUID
    channel: Literal["whatsapp", "sms"]
    address: Annotated[str, StringConstraints(min_length=3, max_length=200)]
    language: str
    text: Annotated[str, StringConstraints(min_length=1, max_length=4000)]


@router.post("/messages", status_code=202)
async def messages(message: DeskMessage, room: TheRoom) -> dict[str, str]:
    """202, also for an id that came before; nothing is sent twice."""
    await send_later(room, str(message.id), message.channel, message.address, message.text, message.language)
    return {"id": str(message.id)}
