"""Yes and no in five languages, as people type them (with and without diacritics, Bulgarian in both scripts)."""

import re

YES = frozenset(
    [
        "ja",
        "jawel",
        "jazeker",
        "graag",
        "prima",
        "akkoord",
        "klopt",
        "oke",
        "ok",
        "okay",
        "okey",
        "jo",
        "zeker",
        "yes",
        "yeah",
        "yep",
        "yup",
        "sure",
        "correct",
        "right",
        "agree",
        "tak",
        "pewnie",
        "dobrze",
        "zgoda",
        "jasne",
        "oczywiscie",
        "oczywiście",
        "zgadza",
        "si",
        "da",
        "sigur",
        "bine",
        "desigur",
        "corect",
        "normal",
        "да",
        "добре",
        "разбира",
        "ок",
        "окей",
        "съгласен",
        "съгласна",
        "вярно",
        "dobre",
        "razbira",
        "vqrno",
        "suglasen",
        "saglasen",
    ]
)
NO = frozenset(
    ["nee", "neen", "niet", "liever", "no", "nope", "nah", "not", "nie", "nu", "не", "ne", "няма", "nyama", "nqma", "niechce", "niciodata"]
)
_NOW_IN_DUTCH = "nu"


def yes_or_no(text: str, language: str = "", intent: str = "") -> bool | None:
    """True, False, or None when it is neither. Only the first word counts, and only in a short answer."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if words and len(words) <= 5:
        first = words[0]
        if first in NO and not (first == _NOW_IN_DUTCH and language == "nl"):
            return False
        if first in YES:
            return True
    return {"affirm": True, "deny": False}.get(intent)
