"""Contrast of two colours, as WCAG 2.2 counts it (1 to 21)."""

TEXT, GRAPHICS = 4.5, 3.0  # the least for words, and for shapes and very large words (SC 1.4.3, 1.4.11)
WHITE, INK = "#ffffff", "#16202c"


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Colours as `#rrggbb`."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str) -> str:
    """White or ink, whichever reads better on this colour."""
    return max((WHITE, INK), key=lambda words: contrast(words, colour))
