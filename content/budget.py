"""How long a text may be, and how SMS counts it."""

import unicodedata

# The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038); an extension character counts double.
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = "^{}\\[~]|€"
FULL, FULL_DANGER = 900, 1000
TITLE = 24
RESERVED = frozenset(("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT START YES UNSTOP HELP INFO").split())
SENTENCE = 20  # words; the style guides ask for 15


def fold(text: str) -> str:
    """Without diacritics, as Polish and Romanian people write an SMS: `wypłata` → `wyplata`."""
    text = text.replace("ł", "l").replace("Ł", "L")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def septets(text: str) -> int | None:
    """Length in GSM-7 characters; None when a character is not in that alphabet."""
    total = 0
    for character in text:
        if character in _BASIC:
            total += 1
        elif character in _EXTENDED:
            total += 2
        else:
            return None
    return total


def not_gsm7(text: str) -> list[str]:
    return sorted({c for c in text if c not in _BASIC and c not in _EXTENDED})
