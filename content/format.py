"""Figures, dates and phone numbers as each language writes them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from content.languages import ALL


def format_value(value: str, unit: str, lang: str) -> str:
    """`14.99`, `EUR/hour gross` → `€ 14,99` (nl), `€14.99` (en), `14,99 €` (pl). A value that is no number stays as written."""
    locale = ALL[lang].locale
    try:
        number = Decimal(value.replace(" ", ""))
    except InvalidOperation:
        day = _as_date(value)
        return long_date(day, lang) if day else value
    if unit.startswith("phone"):
        return value
    if unit.startswith("EUR"):
        whole = number == number.to_integral_value()
        pattern = None if not whole else {"nl": "¤ #,##0", "en": "¤#,##0"}.get(lang, "#,##0 ¤")
        text = format_currency(number, "EUR", format=pattern, locale=locale, currency_digits=pattern is None)
        return _plain(text)
    if unit.startswith("%"):
        return _plain(format_percent(number / 100, format="#,##0.##%", locale=locale))
    return _plain(format_decimal(number, locale=locale))


def long_date(day: date, lang: str) -> str:
    """`1 juli 2026`"""
    return re.sub(r" г\.$", "", _plain(format_date(day, format="long", locale=ALL[lang].locale)))


def short_date(day: date) -> str:
    """`23-11-2026`, understood in all five languages."""
    return f"{day:%d-%m-%Y}"


def _plain(text: str) -> str:
    """With ordinary spaces: the narrow and unbreakable ones of Babel's tables would turn an SMS into dear characters."""
    return re.sub("[\u00a0\u202f]", " ", text)


def _as_date(value: str) -> date | None:
    return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
