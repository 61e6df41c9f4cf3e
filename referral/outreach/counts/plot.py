"""Bars of weeks as SVG: numbers above them, weeks below, a dashed outline where the number is not shown. Pure."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from referral.outreach.counts.totals import Bar

WIDTH, HEIGHT, TOP, BOTTOM = 320, 150, 18, 22  # units of the drawing; text of 12 is readable at 320 px
FEW = 6  # height of the outline


def bars(rows: Sequence[Bar], title: str, label: Callable[[date], str]) -> str:
    """Safe HTML. `title` is read aloud instead of the drawing; the table beside it has the numbers."""
    most = max((bar.n or 0 for bar in rows), default=0) or 1
    step, floor = WIDTH / max(1, len(rows)), HEIGHT - BOTTOM
    parts = [f'<line class="axis" x1="0" y1="{floor}" x2="{WIDTH}" y2="{floor}"/>']
    for at, bar in enumerate(rows):
        high = FEW if bar.n is None else (floor - TOP) * bar.n / most
        left, middle = at * step + step * 0.15, at * step + step / 2
        parts.append(f'<rect class="{"few" if bar.n is None else "bar"}" x="{left:.1f}" y="{floor - high:.1f}" width="{step * 0.7:.1f}"'
                     f' height="{high:.1f}"/>')  # fmt: skip
        if bar.n:
            parts.append(f'<text x="{middle:.1f}" y="{floor - high - 4:.1f}" text-anchor="middle">{bar.n}</text>')
        parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - 6}" text-anchor="middle">{escape(label(bar.begin))}</text>')
    head = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
    return head + "".join(parts) + "</svg>"
