"""Cases of the desk that a token belongs to. Runs as the desk role: row-level security keeps other desks out."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path, Query
from httpx import QueryParams
from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import load_only

from referral.database import Case as Row
from referral.database import as_desk
from referral.errors import UnknownCase
from referral.open_api.door import needs, only_known
from referral.open_api.schemas import Case, CaseFilter, CasePage
from referral.open_api.tokens import Caller
from referral.settings import settings

router = APIRouter(tags=["cases"])
HERE = ZoneInfo("Europe/Amsterdam")
Reader = Annotated[Caller, Depends(needs("cases:read"))]
COLUMNS = load_only(*(getattr(Row, name) for name in Case.model_fields))  # nothing sealed is even fetched


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HERE)


def _conditions(only: CaseFilter) -> list[SQLColumnExpression[bool]]:
    same = ("status", "kind", "topic", "municipality", "language", "urgent")
    found: list[SQLColumnExpression[bool]] = [getattr(Row, name) == getattr(only, name) for name in same if getattr(only, name) is not None]
    if only.received_from:
        found.append(Row.received_at >= _midnight(only.received_from))
    if only.received_to:
        found.append(Row.received_at < _midnight(only.received_to + timedelta(days=1)))
    if only.changed_since:
        found.append(Row.changed_at >= only.changed_since)
    return found


@router.get("/cases", operation_id="listCases", dependencies=[only_known(CaseFilter)], summary="Cases of the desk, the newest first")
def list_cases(caller: Reader, only: Annotated[CaseFilter, Query()]) -> CasePage:
    """Filters narrow down together. Cases whose content was erased are not in it."""
    query = select(Row).where(Row.desk_id == caller.desk_id, Row.erased_at.is_(None), *_conditions(only))
    with as_desk(caller.desk_id) as session:
        total = session.scalar(select(func.count()).select_from(query.with_only_columns(Row.id).subquery())) or 0
        newest = query.options(COLUMNS).order_by(Row.received_at.desc(), Row.id)
        rows = session.scalars(newest.limit(only.page_size).offset((only.page - 1) * only.page_size)).all()
        items = [Case.model_validate(row) for row in rows]
    more = only.page * only.page_size < total
    return CasePage(
        items=items, page=only.page, page_size=only.page_size, total=total,
        next=_address(only, only.page + 1) if more else None, previous=_address(only, only.page - 1) if only.page > 1 else None,
    )  # fmt: skip


def _address(only: CaseFilter, page: int) -> str:
    asked = only.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True) | {"page": page}
    return f"{settings().api_url}/cases?{QueryParams(asked)}"


@router.get("/cases/{reference}", operation_id="readCase", summary="One case")
def read_case(caller: Reader, reference: Annotated[str, Path(pattern=r"^[RD]-[A-Z0-9]{4,8}$", examples=["R-7K2M94"])]) -> Case:
    """An unknown number, another desk's case and one whose content was erased look alike: 404."""
    query = select(Row).options(COLUMNS).where(Row.desk_id == caller.desk_id, Row.reference == reference, Row.erased_at.is_(None))
    with as_desk(caller.desk_id) as session:
        row = session.scalars(query).first()
        if row is None:
            raise UnknownCase("no such case at this desk")
        return Case.model_validate(row)
