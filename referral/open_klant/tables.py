"""Where the cases of a desk are told of."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from referral.database import Base


class OpenKlant(Base):
    __tablename__ = "open_klant"
    desk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    url: Mapped[str]
    wrapped_token: Mapped[bytes]
    actor: Mapped[uuid.UUID]  # the desk's team there
