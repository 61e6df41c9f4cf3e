"""The tables of outreach (migration 0015)."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from referral.database import Base


class KeyFigure(Base):
    __tablename__ = "key_figures"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    token_hash: Mapped[bytes | None]
    wrapped_profile: Mapped[bytes]
    language: Mapped[str]
    joined: Mapped[bool] = mapped_column(default=False)
    invited_on: Mapped[date]
    expires_on: Mapped[date]


class ShareLink(Base):
    __tablename__ = "share_links"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    slug: Mapped[str]
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    figure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("key_figures.id"))
    campaign_id: Mapped[uuid.UUID | None]
    topic: Mapped[str | None]
    language: Mapped[str]
    target: Mapped[str]
    wrapped_place: Mapped[bytes]
    state: Mapped[str] = mapped_column(default="active")
    made_on: Mapped[date]
    expires_on: Mapped[date | None]


class LinkDay(Base):
    __tablename__ = "link_days"
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("share_links.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visits: Mapped[int] = mapped_column(default=0)
    starts: Mapped[int] = mapped_column(default=0)
    crawlers: Mapped[int] = mapped_column(default=0)
    excess: Mapped[int] = mapped_column(default=0)


class LinkTopic(Base):
    """Written in lumps of at least five, so that no small number ever stands here."""

    __tablename__ = "link_topics"
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("share_links.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    asked: Mapped[int]


class OutreachDay(Base):
    """Hits that belong to no living link: `guess` and `dead`."""

    __tablename__ = "outreach_days"
    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


class Signal(Base):
    """Something a key figure tells the desk, without a case and without saying who told it."""

    __tablename__ = "signals"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    day: Mapped[date]
    language: Mapped[str]
    key_no: Mapped[int]
    sealed: Mapped[bytes]
    seen: Mapped[bool] = mapped_column(default=False)


class Remark(Base):
    """What is unclear, wrong or missing, for the editors."""

    __tablename__ = "remarks"
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    what: Mapped[str]
    topic: Mapped[str | None]
    language: Mapped[str]
    wrapped_words: Mapped[bytes | None]
    done: Mapped[bool] = mapped_column(default=False)
