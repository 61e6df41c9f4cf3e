"""Finds a case code in a message: 16 digits with spaces, dots, dashes or letters that look like digits."""

import re
import unicodedata

# The Cyrillic З and О, and the Latin O and l, are often typed for 3, 0 and 1.
_LOOK_ALIKE = str.maketrans({"О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", "l": "1", "I": "1"})
_CODE = re.compile(r"(?<!\d)\d(?:[\s.\-–_/]*\d){15}(?![\s.\-–_/]*\d)")
_ALMOST = re.compile(r"^[\d\s.\-–_/]{11,}$")


def find(text: str) -> str | None:
    """The 16 digits when the message holds exactly one code, else None."""
    plain = unicodedata.normalize("NFKC", text)
    found = {re.sub(r"\D", "", hit) for hit in _CODE.findall(plain)}
    if not found and not re.search(r"[^\W\d]{2}", plain):
        found = {re.sub(r"\D", "", hit) for hit in _CODE.findall(plain.translate(_LOOK_ALIKE))}
    return found.pop() if len(found) == 1 else None


def is_almost(text: str) -> bool:
    """True for a bare row of 9 to 20 digits that is no code: somebody mistyped one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(_ALMOST.match(plain)) and 12 <= len(re.sub(r"\D", "", plain)) <= 20 and find(text) is None
