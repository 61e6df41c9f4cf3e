"""Finds a case code in what people type or say: 16 digits with spaces, dots, dashes, letters that look like digits, or words for digits."""

import re
import unicodedata
from itertools import groupby

DIGITS = 16
# The Cyrillic З and О, and the Latin O and l, are often typed for 3, 0 and 1.
_LOOK_ALIKE = str.maketrans({"О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", "l": "1", "I": "1", "І": "1", "і": "1"})
_CODE = re.compile(r"(?<!\d)\d(?:[\s.\-–_/,]*\d){15}(?![\s.\-–_/,]*\d)")
_DIGITS_BEFORE = re.compile(r"\d[\s.\-–_/,]*$")
_ALMOST = re.compile(r"^[\d\s.\-–_/]{11,}$")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
# Digits as they are said, without diacritics: Dutch, English, Polish, Romanian, Bulgarian in both scripts. No word means two digits.
_SAID = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "nul zero oh нула nula",
            "een one jeden jedna jedno unu una un едно един една edno edin edna",
            "twee two dwa dwie doi doua две два dve dva",
            "drie three trzy trei три tri",
            "vier four cztery patru четири chetiri 4etiri",
            "vijf five piec cinci пет pet",
            "zes six szesc sase шест shest 6est",
            "zeven seven siedem sapte седем sedem",
            "acht eight osiem opt осем osem",
            "negen nine dziewiec noua девет devet",
        )
    )
    for word in words.split()
}


def find(text: str) -> str | None:
    """The 16 digits when the message holds exactly one code, else None. Pure; never raises."""
    plain = unicodedata.normalize("NFKC", text)
    found = _typed(plain)
    if not found and not re.search(r"[^\W\d]{2}", plain):
        found = _typed(plain.translate(_LOOK_ALIKE))
    found = found or _spoken(plain)
    return found.pop() if len(found) == 1 else None


def _typed(plain: str) -> set[str]:
    """A longer row of digits, or two codes side by side, is none."""
    hits = (hit for hit in _CODE.finditer(plain) if not _DIGITS_BEFORE.search(plain, 0, hit.start()))
    return {re.sub(r"\D", "", hit.group()) for hit in hits}


def _spoken(plain: str) -> set[str]:
    """Codes with words for digits: an unbroken row of digits and such words that makes sixteen."""
    folded = unicodedata.normalize("NFD", plain.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    said = [token if token.isdigit() else _SAID.get(token, "") for token in _TOKEN.findall(folded)]
    rows = ("".join(row) for is_digit, row in groupby(said, key=bool) if is_digit)
    return {row for row in rows if len(row) == DIGITS}


def is_almost(text: str) -> bool:
    """True for a bare row of 12 to 20 digits that is no code: somebody mistyped one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(_ALMOST.match(plain)) and 12 <= len(re.sub(r"\D", "", plain)) <= 20 and find(text) is None


def shown(code: str) -> str:
    """The code as people copy it: 1234 5678 9012 3456."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
