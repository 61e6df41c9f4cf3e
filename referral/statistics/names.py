"""What the codes in the tables are called, in Dutch or English."""

from collections.abc import Callable

from babel import Locale

from content.errors import MissingContent
from content.i18n import translations
from content.live import catalogue
from content.places import index
from referral.statistics.figures import UNKNOWN
from referral.statistics.sheets import Row, Sheet
from referral.statistics.suppress import TOTAL

Name = Callable[[str], str]


def titles(language: str) -> dict[str, str]:
    """Of the tables."""
    _ = translations(language).gettext
    return {
        "languages": _("By language and kind"), "kinds": _("By kind"), "topics": _("By field and subject"), "places": _("By municipality"),
        "weeks": _("By week of receipt"),
    }  # fmt: skip


def first_column(sheet: Sheet, language: str) -> str:
    _ = translations(language).gettext
    return {
        "languages": _("Language"), "kinds": _("Kind"), "topics": _("Field and subject"), "places": _("Municipality"), "weeks": _("Week"),
    }[sheet.name]  # fmt: skip


def column(code: str, language: str) -> str:
    _ = translations(language).gettext
    return {"report": _("Reports"), "referral": _("Referrals"), "all": _("All")}[code]


def row_name(sheet: Sheet, row: Row, language: str) -> str:
    _ = translations(language).gettext
    if row.name == TOTAL:
        return _("Total")
    if row.name == UNKNOWN:
        return _("unknown")
    if sheet.name == "languages":
        return str(Locale(language).languages.get(row.name, row.name))
    if sheet.name == "kinds":
        return column(row.name, language)
    if sheet.name == "places":
        place = index().municipality(row.name)
        return place.municipality if place else row.name
    if sheet.name == "weeks":
        return (_("weeks %s") if row.level == 1 else _("week %s")) % row.name.replace("-", "–")
    return _theme(row.name, language) if row.level == 1 else catalogue().title(row.name, language)


def _theme(group: str, language: str) -> str:
    try:
        return catalogue().phrase(f"group_{group}", language)
    except MissingContent:
        return group
