"""How many SMS a text costs: GSM 03.38 (7 bits) or UCS-2, counted as Twilio counts."""

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # two septets each
GSM_SINGLE, GSM_PART = 160, 153
UCS2_SINGLE, UCS2_PART = 70, 67


@dataclass(frozen=True)
class Cost:
    encoding: str  # "GSM-7" or "UCS-2"
    units: int  # septets or UTF-16 code units
    segments: int


def is_gsm7(text: str) -> bool:
    return all(c in BASIC or c in EXTENDED for c in text)


def cost(text: str) -> Cost:
    """An empty text costs one segment. A character of two units is never cut in two by a segment border."""
    gsm = is_gsm7(text)
    units = [2 if c in EXTENDED else 1 for c in text] if gsm else [2 if ord(c) > 0xFFFF else 1 for c in text]
    single, part = (GSM_SINGLE, GSM_PART) if gsm else (UCS2_SINGLE, UCS2_PART)
    total, name = sum(units), "GSM-7" if gsm else "UCS-2"
    if total <= single:
        return Cost(name, total, 1)
    segments, room = 1, part
    for width in units:
        if width > room:
            segments, room = segments + 1, part
        room -= width
    return Cost(name, total, segments)
