"""The square code of a link, for print and for screens."""

import io

import segno

# a quarter of the code may be torn, wet or scribbled on: a poster hangs in a canteen for months
STRENGTH = "q"
QUIET = 4  # empty modules around it, without which telephones miss it


def svg(link: str) -> str:
    """One `<svg>` element that scales to its box."""
    return str(segno.make_qr(link, error=STRENGTH).svg_inline(border=QUIET, omitsize=True))


def png(link: str, pixels: int = 1000) -> bytes:
    """At least this wide, in whole pixels a module so that edges stay sharp."""
    code = segno.make_qr(link, error=STRENGTH)
    made = io.BytesIO()
    scale = -(-pixels // code.symbol_size(border=QUIET)[0])
    code.save(made, kind="png", scale=scale, border=QUIET)
    return made.getvalue()
