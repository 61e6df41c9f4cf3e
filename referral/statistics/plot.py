"""Bars as SVG: a title and a description for who cannot see it, numbers at the bars, and a hidden number as a dashed frame, not a colour.

Colours and lines are attributes, so the same picture stands on a page without inline styles and in a PDF.
"""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 260, 8, 46, 30
FONT = "DejaVu Sans, system-ui, sans-serif"


def bars(mark: str, title: str, description: str, items: Sequence[tuple[str, int | None]], hidden: str) -> str:
    """`items`: (label, number or None where it is kept back). `mark`: unique on its page; `hidden`: what the dashed frame means."""
    step = (WIDTH - 2 * LEFT) / max(1, len(items))
    high = max((number for _, number in items if number), default=1)
    every = max(1, -(-len(items) // 14))  # labels do not run into each other
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{mark}-t {mark}-d"'
        f' font-family="{FONT}" font-size="13">',
        f'<title id="{mark}-t">{escape(title)}</title><desc id="{mark}-d">{escape(description)}</desc>',
        f'<line x1="0" y1="{HEIGHT - BOTTOM}" x2="{WIDTH}" y2="{HEIGHT - BOTTOM}" stroke="#51606e"/>',
    ]
    room = HEIGHT - TOP - BOTTOM
    for at, (label, number) in enumerate(items):
        x, wide = LEFT + at * step + step * 0.15, step * 0.7
        middle, tall = x + wide / 2, room * (number or 0) / high
        if number is None:
            frame = f'x="{x:.1f}" y="{HEIGHT - BOTTOM - 24}" width="{wide:.1f}" height="24"'
            parts.append(f'<rect {frame} fill="none" stroke="#51606e" stroke-dasharray="3 2"/>')
        elif number:
            parts.append(f'<rect x="{x:.1f}" y="{HEIGHT - BOTTOM - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="#01568c"/>')
        if number is not None and every == 1:
            parts.append(_text(middle, HEIGHT - BOTTOM - tall - 5, str(number)))
        if at % every == 0:
            parts.append(_text(middle, HEIGHT - 10, label))
    if every > 1:
        parts.append(_text(LEFT, TOP - 8, str(high), anchor="start"))
    if any(number is None for _, number in items):
        parts.append('<rect x="200" y="3" width="14" height="14" fill="none" stroke="#51606e" stroke-dasharray="3 2"/>')
        parts.append(_text(220, 15, hidden, anchor="start"))
    return "".join([*parts, "</svg>"])


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#1b2733">{escape(words)}</text>'
