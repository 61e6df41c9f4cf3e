"""The tables of campaigns (migration 0016)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from referral.database import Base


class Campaign(Base):
    """Its links are share links with its id. `ends_on` is the last day."""

    __tablename__ = "campaigns"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    wrapped_name: Mapped[bytes]
    target: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    made_on: Mapped[date]


class PrintRun(Base):
    """One file with posters in the making. The file lies sealed under `var` until `erase_at`; its key is here."""

    __tablename__ = "print_runs"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaigns.id"))
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    formats: Mapped[list[str]] = mapped_column(ARRAY(Text))
    state: Mapped[str] = mapped_column(default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    wrapped_key: Mapped[bytes | None]
    erase_at: Mapped[datetime]
