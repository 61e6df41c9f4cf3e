"""The pages of the web chat: what a visitor sees, as HTML, and the headers that keep it private."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from channels.messages import Option
from channels.webchat.places import Place
from channels.webchat.texts import NAMES, translator
from channels.webchat.transcript import Line
from content.html import to_html
from content.leaving import ELSEWHERE as ELSEWHERE

POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    # browsers hold the redirect after a form to this list too
    f"form-action 'self' {ELSEWHERE.rstrip('/')}",
    "base-uri 'none'",
)
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_jinja = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_jinja.filters["bubble"] = to_html  # it escapes, so the template may mark it as safe


def headers(place: Place) -> dict[str, str]:
    """Only the sites that were named may show the framed chat, and none the chat of its own page."""
    ancestors = " ".join(place.framed_by) or "'none'"
    return {**HEADERS, "Content-Security-Policy": "; ".join((*POLICY, f"frame-ancestors {ancestors}"))}


def chat(
    place: Place,
    language: str,
    lines: Sequence[Line],
    *,
    waiting: bool,
    topic: Option | None = None,
    status: int = 200,
    problem: str = "",
    via: str = "",
) -> HTMLResponse:
    """The whole page. `topic`: the first question offered, from a link; `via`: its code. `problem`: a sentence of ours, translated."""
    _ = translator(language)
    starters = [*([topic] if topic else []), Option(_("Show the menu"), "show_menu")]
    html = _jinja.get_template("chat.html").render(
        _=_, language=language, names=NAMES, starters=starters, problem=_(problem) if problem else "", base=place.base, framed=place.framed,
        case_page=place.case_page,
        waiting=waiting, nonce=secrets.token_hex(16), elsewhere=ELSEWHERE,
        via="" if lines else via, **_shown(lines),
    )  # fmt: skip
    return HTMLResponse(html, status_code=status, headers=headers(place))


def lines_html(language: str, lines: Sequence[Line], base: str) -> str:
    return _jinja.get_template("lines.html").render(_=translator(language), nonce=secrets.token_hex(16), base=base, **_shown(lines))


def fragment(place: Place, language: str, lines: Sequence[Line], *, waiting: bool) -> HTMLResponse:
    """Only the new lines, for the script; `X-Waiting` says whether an answer is still being written."""
    return HTMLResponse(lines_html(language, lines, place.base), headers={**headers(place), "X-Waiting": str(int(waiting))})


def gone(place: Place) -> HTMLResponse:
    """An empty page for the frame, with one link that takes the whole window elsewhere."""
    html = f'<!doctype html><meta charset="utf-8"><title>…</title><a href="{ELSEWHERE}" target="_top" rel="noreferrer">→</a>'
    return HTMLResponse(html, headers=headers(place))


def _shown(lines: Sequence[Line]) -> dict[str, object]:
    """Options of the last answer can be chosen; older ones are history."""
    last_mine = max((position for position, line in enumerate(lines) if line.mine), default=-1)
    return {"lines": lines, "last_mine": last_mine, "last_id": lines[-1].id if lines else 0}
