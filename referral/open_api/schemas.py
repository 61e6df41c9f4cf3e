"""What goes over the line: camelCase, days as dates, moments in UTC. Only facts that stand in clear for routing."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from referral.cases.workflow import Outcome, State, WaitingFor

Kind = Literal["report", "referral"]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Topic = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]


def _in_utc(at: object) -> object:
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else at


Moment = Annotated[AwareDatetime, BeforeValidator(_in_utc)]


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


class Case(Camel):
    """A report or a referral: where it is and how far, never what it says or who works on it."""

    reference: str = Field(examples=["R-7K2M94"])
    kind: Kind
    topic: str | None = Field(description="Code of the subject.", examples=["unpaid_wages"])
    municipality: str | None = Field(description="Code of the municipality (CBS).", examples=["0599"])
    language: str = Field(description="Language of the worker (ISO 639-1).", examples=["pl"])
    urgent: bool
    status: State
    waiting_for: WaitingFor | None
    outcome: Outcome | None = Field(description="How a closed case ended.")
    received_at: Moment
    changed_at: Moment
    acknowledged_at: Moment | None
    answered_at: Moment | None
    due_at: Moment | None = Field(description="When the next step is due by the desk's own norm.")


class CasePage(Camel):
    items: list[Case]
    page: int
    page_size: int
    total: int
    next: str | None = Field(description="Address of the next page.", json_schema_extra={"format": "uri"})
    previous: str | None = Field(description="Address of the page before.", json_schema_extra={"format": "uri"})


class CaseFilter(Camel):
    """What a list is narrowed down to."""

    status: State | None = None
    kind: Kind | None = None
    topic: Topic | None = None
    municipality: Code | None = None
    language: Language | None = None
    urgent: bool | None = None
    received_from: date | None = Field(None, description="First day of receipt (Europe/Amsterdam).")
    received_to: date | None = Field(None, description="Last day of receipt (Europe/Amsterdam).")
    changed_since: Moment | None = Field(None, description="Only what changed at or after this moment.")
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(50, ge=1, le=100)


class Problem(BaseModel):
    """RFC 9457."""

    type: str = Field(json_schema_extra={"format": "uri-reference"}, examples=["about:blank"])
    title: str
    status: int
    detail: str
