"""Partners as a file that the operator keeps: read, checked whole, taken over. An address or a key stands there or is not known."""

import base64
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, field_validator
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content.places import index
from referral.audit import service as audit
from referral.errors import Malformed
from referral.partners.kinds import Kind, Way
from referral.partners.tables import Partner

NATIONAL = Path(__file__).with_name("national.yaml")
KEY_BYTES = 32
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]*$")]


class Entry(BaseModel):
    """One partner in the file. `municipality`: CBS code, without it for every desk; `public_key`: base64 X25519."""

    model_config = ConfigDict(extra="forbid")
    name: Line
    kind: Kind
    way: Way
    municipality: str | None = None
    address: Line | None = None
    public_key: str | None = None

    @field_validator("municipality")
    @classmethod
    def known(cls, value: str | None) -> str | None:
        if value and index().municipality(value) is None:
            raise ValueError("no municipality has this code")
        return value

    @field_validator("public_key")
    @classmethod
    def a_key(cls, value: str | None) -> str | None:
        if value and len(base64.b64decode(value, validate=True)) != KEY_BYTES:
            raise ValueError("32 bytes in base64")
        return value


def read(text: str) -> list[Entry]:
    """Raises Malformed naming the line that is wrong."""
    try:
        rows = yaml.safe_load(text) or []
        entries = [Entry.model_validate(row) for row in rows]
    except (yaml.YAMLError, ValidationError, TypeError, ValueError) as error:
        raise Malformed(str(error)) from None
    if len({entry.name for entry in entries}) != len(entries):
        raise Malformed("two partners have the same name")
    return entries


def apply(session: Session, entries: Sequence[Entry]) -> None:
    """The file is the whole list: who is not in it is no longer offered, but stays in what was sent."""
    known = {partner.name: partner for partner in session.scalars(select(Partner))}
    session.execute(update(Partner).values(in_use=False))
    for entry in entries:
        partner = known.get(entry.name) or Partner(id=uuid.uuid4(), name=entry.name)
        partner.kind, partner.way, partner.municipality = entry.kind, entry.way, entry.municipality
        partner.address, partner.in_use = entry.address or "", True
        partner.public_key = base64.b64decode(entry.public_key) if entry.public_key else None
        session.add(partner)
    audit.note(session, "settings_changed")


def listed(session: Session) -> str:
    """The list as such a file."""
    rows = session.scalars(select(Partner).where(Partner.in_use).order_by(Partner.name))
    entries = [
        Entry(
            name=row.name, kind=row.kind, way=row.way, municipality=row.municipality, address=row.address or None,  # type: ignore[arg-type]
            public_key=base64.b64encode(row.public_key).decode() if row.public_key else None,
        )
        for row in rows
    ]  # fmt: skip
    return yaml.safe_dump([entry.model_dump(exclude_none=True) for entry in entries], allow_unicode=True, sort_keys=False)
