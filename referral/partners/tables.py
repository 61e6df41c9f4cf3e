"""The tables of partners and packages (migration referral_0014)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from referral.database import Base


class Partner(Base):
    __tablename__ = "partners"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    municipality: Mapped[str | None]
    way: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    public_key: Mapped[bytes | None]
    in_use: Mapped[bool] = mapped_column(default=True)


class SigningKey(Base):
    """The public half of what a desk signs packages with; kept for ever, so that old packages can be verified."""

    __tablename__ = "signing_keys"
    id: Mapped[str] = mapped_column(primary_key=True)
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    public_key: Mapped[bytes]
    since: Mapped[datetime]


class Package(Base):
    __tablename__ = "packages"
    number: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    partner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("partners.id"))
    made_at: Mapped[datetime]
    sha256: Mapped[bytes]
    sealed_file: Mapped[bytes | None]
    code: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(default="sent")
    state_at: Mapped[datetime]


class Transfer(Base):
    """A case that went to another desk, so that the sender can see how far it is."""

    __tablename__ = "transfers"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    from_desk: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    to_desk: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"))
    at: Mapped[datetime]
