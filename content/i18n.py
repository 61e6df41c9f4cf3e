"""Texts of pages and mails: gettext catalogues under <lang>/LC_MESSAGES/messages.po, compiled in memory."""

import gettext
import io
from functools import cache

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from content.files import ROOT


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; English texts stand in the code, so an absent catalogue gives those."""
    path = ROOT / lang / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
