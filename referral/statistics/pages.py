"""Numbers of the own desk for its lead: a page, a spreadsheet, a report. Every file that is taken along is a line in the audit."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from referral import web
from referral.errors import Malformed
from referral.staff.sessions import SignedIn
from referral.statistics import export, report
from referral.statistics.figures import HERE, Year, figures, note_export, year_of, years
from referral.statistics.sheets import sheets
from referral.statistics.view import Table, tables

router = APIRouter(include_in_schema=False)
Asked = Annotated[int, Query(ge=2000, le=2200)]


def _found(who: SignedIn, number: int, language: str) -> tuple[Year, int, list[Table]]:
    """Raises Forbidden, Malformed."""
    try:
        year = year_of(number, datetime.now(HERE).date())
    except ValueError:
        raise Malformed("a year that has not begun") from None
    counts = figures(who, year)
    return year, sum(counts.weeks.values()), tables(list(sheets(counts).values()), language)


@router.get("/statistics")
def statistics(request: Request, who: web.Who, year: Asked | None = None) -> Response:
    known, language = years(who), web.language_of(request, who)
    found, total, shown = _found(who, year or known[0], language)
    return web.page(
        request, "statistics.html", who=who, years=known, year=found, total=total, tables=shown, span=report.span(found, language),
        method=report.method(language),
    )  # fmt: skip


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/statistics/{year}/tables.{form}")
def spreadsheet(request: Request, who: web.Who, year: int, form: Literal["csv", "ods"]) -> Response:
    _, _, shown = _found(who, year, web.language_of(request, who))
    note_export(who)
    cells = [(table.title, table.cells()) for table in shown if table.lines]
    if form == "csv":
        return _file(export.as_csv(cells), "text/csv; charset=utf-8", f"wegwijzer-{year}.csv")
    return _file(export.as_ods(cells), export.KIND, f"wegwijzer-{year}.ods")


@router.get("/statistics/{year}/report-{language}.pdf")
def annual(who: web.Who, year: int, language: Literal["nl", "en"]) -> Response:
    found, total, shown = _found(who, year, language)
    note_export(who)
    return _file(
        report.made(who.desk, found, total, shown, language, datetime.now(UTC)), "application/pdf", f"wegwijzer-{year}-{language}.pdf"
    )
