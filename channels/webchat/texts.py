"""The words on the pages, from the gettext catalogues, and which language a page is in."""

from collections.abc import Callable

from channels import wording
from channels.wording import LANGUAGES
from content.i18n import translations

DEFAULT = "nl"
NAMES = {code: wording.NAMES[code] for code in LANGUAGES}


def translator(language: str) -> Callable[[str], str]:
    return translations(language).gettext


def best_language(asked: str | None, header: str) -> str:
    """The language of the link, else the first one of the browser that we speak, else Dutch."""
    if asked in LANGUAGES:
        return str(asked)
    for part in header.split(",")[:10]:
        language = part.split(";")[0].strip().lower()[:2]
        if language in LANGUAGES:
            return language
    return DEFAULT
