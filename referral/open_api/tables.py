"""Tokens of other systems. The database keeps a keyed hash; days, never moments."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from referral.database import Base


class ApiToken(Base):
    __tablename__ = "api_tokens"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    handle: Mapped[str]  # how a token is spoken of, on the page and in the audit; opens nothing
    name: Mapped[str]
    mark: Mapped[bytes]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    made_on: Mapped[date]
    expires_on: Mapped[date]  # the last day
    used_on: Mapped[date | None]
