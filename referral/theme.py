"""The look of the desk: the design system where it was fetched (deploy/design.py), a municipality's own tokens over it."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from deploy.base.logs import logger
from referral.settings import settings

log = logger(__name__)
DESIGN = Path(__file__).parent / "inbox" / "static" / "design"


class Theme(NamedTuple):
    """`name`: the class of the page that switches the tokens on; `sheets`: style sheets before the desk's own; `own`: one after it."""

    name: str
    sheets: tuple[str, ...]
    own: bool
    htmx: bool


@lru_cache(maxsize=1)
def theme() -> Theme:
    chosen = settings()
    fetched = (DESIGN / ".fetched").exists()
    sheets = ("/static/design.css",) if fetched else ()
    return Theme(chosen.referral_theme_class, sheets, own_sheet() is not None, fetched)


def own_sheet() -> Path | None:
    """The municipality's file; None where none is set, or where it cannot be read, which the operator is told."""
    path = settings().referral_theme_css
    if not path:
        return None
    if not Path(path).is_file():
        log.error("the style sheet of REFERRAL_THEME_CSS is not there", path=path)
        return None
    return Path(path)
