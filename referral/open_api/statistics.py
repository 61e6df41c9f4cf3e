"""Counts of the desk that a token belongs to, by whole years, with small numbers kept back as on the desk's own page."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from referral.errors import Malformed
from referral.open_api.door import needs, only_known
from referral.open_api.schemas import Camel
from referral.open_api.tokens import Caller
from referral.statistics.figures import HERE, of_desk, year_of
from referral.statistics.sheets import Sheet, sheets
from referral.statistics.suppress import TOTAL

router = APIRouter(tags=["statistics"])
Reader = Annotated[Caller, Depends(needs("statistics:read"))]
KEPT_BACK = "null: under five, or a number under five would follow from it."


class Line(Camel):
    name: str = Field(description="A code (language, kind, subject, CBS municipality, weeks), `unknown` or `total`.")
    level: int = Field(description="0: total, 1: item or sum of a group, 2: item of the group above.")
    numbers: list[int | None] = Field(description=f"One for each column. {KEPT_BACK}")


class Table(Camel):
    name: Literal["languages", "kinds", "topics", "places", "weeks"]
    columns: list[str]
    lines: list[Line] = Field(description="Empty when there is too little to show.")


class Statistics(Camel):
    year: int = Field(description="A year of whole weeks (ISO 8601); a running one ends with its last whole week.")
    first_date: date
    last_date: date
    total: int | None = Field(description=KEPT_BACK)
    tables: list[Table]


class Asked(Camel):
    year: int = Field(ge=2000, le=2200)


@router.get(
    "/statistics", operation_id="readStatistics", dependencies=[only_known(Asked)], summary="Counts of one year, without small numbers"
)
def read_statistics(caller: Reader, asked: Annotated[Asked, Query()]) -> Statistics:
    """The same numbers as on the desk's own page: none under five, and none from which one under five would follow."""
    try:
        year = year_of(asked.year, datetime.now(HERE).date())
    except ValueError:
        raise Malformed("year: it has not begun") from None
    found = sheets(of_desk(caller.desk_id, year))
    tables = [Table(name=sheet.name, columns=list(sheet.columns), lines=_lines(sheet)) for sheet in found.values()]  # type: ignore[arg-type]
    total = found["places"].shown(0)
    return Statistics(
        year=year.number, first_date=year.first, last_date=max(year.first, year.end - timedelta(days=1)),
        total=total[0][1] if total else None, tables=tables,
    )  # fmt: skip


def _lines(sheet: Sheet) -> list[Line]:
    return [Line(name="total" if row.name == TOTAL else row.name, level=row.level, numbers=list(row.numbers)) for row in sheet.rows]
