"""The tables and plots in words of one language, as the page, the files and the report show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.i18n import translations
from referral.statistics import names, plot
from referral.statistics.sheets import Sheet

HIDDEN = "–"


@dataclass(frozen=True)
class Line:
    name: str
    level: int
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Table:
    title: str
    first: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    plots: tuple[str, ...]

    def cells(self) -> list[list[str | int]]:
        """With the headings, for a file."""
        rows: list[list[str | int]] = [[self.first, *self.columns]]
        return rows + [[line.name, *(HIDDEN if n is None else n for n in line.numbers)] for line in self.lines]


def tables(sheets: Sequence[Sheet], language: str) -> list[Table]:
    title = names.titles(language)
    return [
        Table(
            title[sheet.name], names.first_column(sheet, language), tuple(names.column(code, language) for code in sheet.columns),
            tuple(Line(names.row_name(sheet, row, language), row.level, row.numbers) for row in sheet.rows),
            _plots(sheet, language) if sheet.name == "weeks" and sheet.rows else (),
        )
        for sheet in sheets
    ]  # fmt: skip


def _plots(sheet: Sheet, language: str) -> tuple[str, ...]:
    _ = translations(language).gettext
    hidden = _("not shown: too small, or a small one would follow from it")
    return (
        plot.bars("periods", _("Cases in every four weeks"), _told(sheet, 1, language), _labels(sheet, 1), hidden),
        plot.bars("weeks", _("Cases in every week"), _told(sheet, 2, language), _labels(sheet, 2), hidden),
    )


def _labels(sheet: Sheet, level: int) -> list[tuple[str, int | None]]:
    return [(name.replace("-", "–"), number) for name, number in sheet.shown(level)]


def _told(sheet: Sheet, level: int, language: str) -> str:
    """The plot in a sentence: the highest, the lowest that is shown, and that the table has all of it."""
    _ = translations(language).gettext
    shown = [(number, name) for name, number in sheet.shown(level) if number is not None]
    if not shown:
        return _("No number is large enough to be shown.")
    most, least = max(shown, key=lambda pair: pair[0]), min(shown, key=lambda pair: pair[0])
    words = _("Most: %(most)s in %(at_most)s. Fewest of those shown: %(least)s in %(at_least)s. The table has all numbers.")
    week = _("weeks %s") if level == 1 else _("week %s")
    return words % {"most": most[0], "at_most": week % most[1], "least": least[0], "at_least": week % least[1]}
