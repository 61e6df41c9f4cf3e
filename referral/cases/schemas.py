"""What the rooms around us send and get (docs/contracts.md)."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from content.languages import LANGUAGES

Code = Annotated[str, StringConstraints(pattern=r"^\d{16}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]


def _one_of_ours(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError("not a language of the service")
    return code


Language = Annotated[str, AfterValidator(_one_of_ours)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


Note = Annotated[str, StringConstraints(max_length=300)]


class Details(Strict):
    """Short answers, sealed with the words: a button's code (`ongoing`, `few`, …) or the worker's own words."""

    when: Note = ""
    who: Note = ""
    people: Note = ""
    reach: Note = ""


class Filing(Strict):
    """A new case. `text` is what the worker wrote, at most 20,000 characters; `abuse` the kind of abuse that was chosen."""

    kind: Literal["report", "referral"]
    code: Code
    topic: Name | None = None
    desk_kind: Name | None = None
    municipality: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    language: Language
    text: str = Field(max_length=20_000)
    abuse: Name | None = None
    details: Details = Details()
    may_contact: bool = False
    channel: Literal["whatsapp", "sms", "web"]
    filed_at: datetime
    content_version: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{0,80}$")] = ""


class SealedFiling(Filing):
    idempotency_key: str = Field(min_length=8, max_length=80)


class Sealed(Strict):
    sealed: str = Field(max_length=200_000)


class Filed(BaseModel):
    case: str
    desk: str
    national: bool


class CodeAndOrigin(Strict):
    code: Code
    origin: str = Field(min_length=8, max_length=128)


class Adding(CodeAndOrigin):
    """`once`: the same mark again in the same case adds nothing twice."""

    text: str = Field(min_length=1, max_length=20_000)
    language: Language
    once: Annotated[str, StringConstraints(max_length=64)] = ""


class Line(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    from_: str = Field(serialization_alias="from")
    text: str
    language: str
    at: datetime


class Status(BaseModel):
    case: str
    kind: str
    status: str
    desk: str
    filed_at: datetime
    answer_by: datetime | None = None  # when the desk owes the next step by its own norm
    late: bool = False
    withdrawn: bool = False  # by the worker; `status` then says closed
    messages: list[Line]


class Contact(Strict):
    ticket: str = Field(min_length=8, max_length=80)
    channel: Literal["whatsapp", "sms"]
    address: str = Field(min_length=3, max_length=200)
