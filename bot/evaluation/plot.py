"""The calibration picture as SVG: how often the bot is right when it says it is so sure."""

from __future__ import annotations

from pathlib import Path

_SIZE, _EDGE = 320, 40


def _at(x: float, y: float) -> tuple[float, float]:
    """0..1 to drawing units; y grows upwards."""
    span = _SIZE - 2 * _EDGE
    return round(_EDGE + x * span, 1), round(_SIZE - _EDGE - y * span, 1)


def calibration(path: Path, bins: list[tuple[float, float, int]]) -> None:
    """`bins`: (mean confidence, share right, messages). A dot's area grows with its messages; the line is perfect honesty."""
    most = max((count for _, _, count in bins), default=1)
    (x0, y0), (x1, y1) = _at(0, 0), _at(1, 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" font-family="sans-serif" font-size="11" role="img">',
        "<title>Confidence against share right</title>",
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/>',
        f'<path d="M{x0} {y1}V{y0}H{x1}" fill="none" stroke="#444"/><path d="M{x0} {y0}L{x1} {y1}" stroke="#999" stroke-dasharray="4"/>',
        f'<text x="{_SIZE / 2}" y="{_SIZE - 8}" text-anchor="middle">confidence</text>',
        f'<text x="12" y="{_SIZE / 2}" text-anchor="middle" transform="rotate(-90 12 {_SIZE / 2})">share right</text>',
    ]
    for tick in (0.0, 0.5, 1.0):
        x, y = _at(tick, tick)
        parts.append(f'<text x="{x}" y="{y0 + 14}" text-anchor="middle">{tick}</text>')
        parts.append(f'<text x="{x0 - 6}" y="{y + 4}" text-anchor="end">{tick}</text>')
    for confidence, right, count in bins:
        x, y = _at(confidence, right)
        parts.append(f'<circle cx="{x}" cy="{y}" r="{3 + 9 * (count / most) ** 0.5:.1f}" fill="#1769aa" fill-opacity=".7"/>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")
