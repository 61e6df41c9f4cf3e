"""One printed sheet: what goes in, and PDF or PNG out. Typst lays it out (print/typ), from data and never from text that could be code."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import typst

from content.languages import LANGUAGES, NAMES
from content.live import catalogue
from content.posters import poster_words
from referral.errors import ReferralError
from referral.outreach.print import qr
from referral.outreach.print.tokens import Tokens

HERE = Path(__file__).parent
Format = Literal["a4", "a6", "card", "cards", "mix"]
FORMATS: tuple[Format, ...] = get_args(Format)  # mix: one A4 with several languages
_one_at_a_time = threading.Lock()


class Wrong(ReferralError):
    """This sheet cannot be printed."""

    status = 422
    title = "This cannot be printed"


@dataclass(frozen=True)
class Sheet:
    """What one poster says. `topic` None: the general one. Numbers as they are dialled (`+31…`), None where there is none."""

    language: str
    topic: str | None
    link: str
    whatsapp: str | None = None
    sms: str | None = None


def pdf(kind: Format, sheets: Sequence[Sheet], tokens: Tokens) -> bytes:
    """PDF/UA-1 with embedded fonts. One sheet, or for `mix` one for each language.

    Raises Wrong for too many or no sheets or a letter that the fonts lack, MissingContent where a language lacks a line.
    """
    return _made(kind, sheets, tokens, "pdf", pdf_standards=["ua-1"])


def png(kind: Format, sheets: Sequence[Sheet], tokens: Tokens, ppi: float = 96) -> bytes:
    """The same as a picture, its first page."""
    return _made(kind, sheets, tokens, "png", ppi=ppi)


def boxes(kind: Format, sheets: Sequence[Sheet], tokens: Tokens) -> list[dict[str, Any]]:
    """How every line was fitted: `{"name", "size", "fits", "pages"}`. For tests and for a warning before printing."""
    with _one_at_a_time:
        compiler = _compiler()
        compiler.compile(input=HERE / "typ" / f"{kind}.typ", format="svg", sys_inputs={"data": _data(kind, sheets, tokens)})
        return [json.loads(row) if isinstance(row, str) else row for row in json.loads(compiler.query("<fit>", field="value"))]


def _made(kind: Format, sheets: Sequence[Sheet], tokens: Tokens, form: Any, **how: Any) -> bytes:
    data = _data(kind, sheets, tokens)
    try:
        with _one_at_a_time:  # one compiler, with its fonts read once
            made = _compiler().compile(input=HERE / "typ" / f"{kind}.typ", format=form, sys_inputs={"data": data}, **how)
    except typst.TypstError as error:
        # the message names a letter or a line of ours, never a person: names are not on posters
        raise Wrong(error.message) from None
    return bytes(made[0] if isinstance(made, list) else made or b"")


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
    return typst.Compiler(root=str(HERE / "typ"), font_paths=fonts, ignore_system_fonts=True)


def _data(kind: Format, sheets: Sequence[Sheet], tokens: Tokens) -> str:
    most = len(LANGUAGES) if kind == "mix" else 1
    if not 1 <= len(sheets) <= most:
        raise Wrong(f"{kind} takes 1 to {most} sheets, not {len(sheets)}")
    look = {"name": tokens.name, "logo": tokens.logo, "primary": tokens.primary, "on_primary": tokens.on_primary,
            "accent": tokens.accent, "on_accent": tokens.on_accent}  # fmt: skip
    spoken = [NAMES[code] for code in LANGUAGES]
    return json.dumps({"look": look, "languages": spoken, "sheets": [_said(sheet) for sheet in sheets]})


def _said(sheet: Sheet) -> dict[str, Any]:
    c = catalogue()
    words = poster_words(c, sheet.language, c.topics[sheet.topic].group if sheet.topic else None)
    address = urlsplit(sheet.link)
    place, slug = f"{address.netloc}{address.path}".rsplit("/", 1)
    return {
        "language": sheet.language,
        "title": c.title(sheet.topic, sheet.language) if sheet.topic else words["general"],
        "words": words | {"qr": words["qr"].replace("{link}", f"{place}/{slug}")},
        "place": f"{place}/",
        "slug": slug,
        "qr": qr.svg(sheet.link),
        "numbers": _numbers(sheet),
    }


def _numbers(sheet: Sheet) -> list[dict[str, str]]:
    if sheet.whatsapp and sheet.whatsapp == sheet.sms:
        return [{"by": "WhatsApp · SMS", "number": spaced(sheet.whatsapp)}]
    given = (("WhatsApp", sheet.whatsapp), ("SMS", sheet.sms))
    return [{"by": by, "number": spaced(number)} for by, number in given if number]


def spaced(number: str) -> str:
    """`+31612345678` → `+31 612 345 678`: groups that can be read aloud. Other countries: as given."""
    digits = number.removeprefix("+31")
    if digits == number or not digits.isdigit():
        return number
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    if len(groups[-1]) == 1:
        groups[-2:] = [groups[-2][:2], groups[-2][2] + groups[-1]]
    return " ".join(("+31", *groups))
