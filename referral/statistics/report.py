"""The signal report of a year as PDF, in Dutch or English."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from babel.dates import format_date

from content.i18n import translations
from referral import pdf
from referral.statistics.figures import Year
from referral.statistics.view import HIDDEN, Line, Table


def span(year: Year, language: str) -> str:
    def day(at: date) -> str:
        return format_date(at, "long", locale=language)

    return f"{day(year.first)} – {day(max(year.first, year.end - timedelta(days=1)))}"


def method(language: str) -> list[str]:
    _ = translations(language).gettext
    return [
        _("Counted from facts of routing only: kind, subject, municipality, language, date. Nobody's words were opened for it."),
        _("A number under five is not shown (–), nor is one from which such a number would follow. 0 means none."),
        _("In which branch somebody works is not asked, so it is not counted. A case counts in the week of its receipt, also when it was"
          " withdrawn or handed over to this desk later."),
    ]  # fmt: skip


def made(desk: str, year: Year, total: int, found: Sequence[Table], language: str, at: datetime) -> bytes:
    _ = translations(language).gettext
    data: dict[str, object] = {
        "language": language,
        "title": _("Signal report %s") % year.number,
        "desk": desk,
        "span": span(year, language),
        "total": _("%s cases received") % (total if total >= 5 or not total else _("Fewer than five")),
        "method_title": _("How was counted"),
        "method": method(language),
        "few": _("Too few cases to show this table."),
        "tables": [
            {
                "title": table.title,
                "columns": [table.first, *table.columns],
                "rows": [{"name": line.name, "level": line.level, "numbers": _written(line)} for line in table.lines],
                "plots": [{"svg": plot, "alt": _alt(plot)} for plot in table.plots],
            }
            for table in found
        ],
    }  # fmt: skip
    return pdf.made(Path(__file__).with_name("report.typ"), data, at)


def _written(line: Line) -> list[str]:
    return [HIDDEN if number is None else str(number) for number in line.numbers]


def _alt(plot: str) -> str:
    return plot.split("<desc", 1)[1].split(">", 1)[1].split("</desc>", 1)[0]
