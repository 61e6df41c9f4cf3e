"""Finds a case code in a message: 16 digits, however people write them down, copy them or say them to their phone.

Between the digits may stand spaces, dots, dashes and marks; a digit may be a keycap, a letter that looks like it, or a word
("zeven", "siedem", "седем"). Where it could be read in two ways, nothing is found and the bot asks again.
"""

import re
import unicodedata

from content.counting import SAID

DIGITS = 16
MOST_WORDS_OF_LOSS = 8
# "I lost it", "zgubiłem", "нямам го": stems, without accents. And how people begin who say that they have none.
_LOST = (
    "kwijt", "vergeten", "verloren", "geen", "lost", "forgot", "missing", "zgubi", "zapomni", "pierdut", "uitat",
    "нямам", "загуб", "забрав", "изгуб", "nyamam", "nqmam", "zagub", "zabrav", "izgub",
)  # fmt: skip
_CODE_WORD = ("code", "cod", "kod", "код")
_NO = ("no", "nee", "nie", "nu", "не", "няма", "ne", "nyama", "nqma")
# Letters typed for the digit they look like, Latin and Cyrillic. Those that look like two digits (g, q, D) are left out.
_LOOK_ALIKE = {
    ord(letter): digit
    for digit, letters in {"0": "OoОо", "1": "IlІ|", "2": "Zz", "3": "ЗзЭэ", "4": "Чч", "5": "Ss", "6": "бb", "8": "BВ"}.items()
    for letter in letters
}
_GAP = r"[\W_]"
_CODE = re.compile(rf"(?<!\d)\d(?:{_GAP}*\d){{{DIGITS - 1}}}(?!{_GAP}*\d)")
_DIGIT_BEFORE = re.compile(rf"\d{_GAP}*$")
_SIGNS_OF_KEYCAPS = re.compile("[\ufe0f\u20e3\u200b-\u200f\u2060\ufeff\u00ad]")
_ALMOST, _ALMOST_WHEN_ASKED = range(12, 21), range(5, 31)  # digits of a code that was mistyped


def find(text: str) -> str | None:
    """The 16 digits when the message holds exactly one code, else None."""
    plain = _plain(text)
    # half of a longer row, or one of two codes side by side, is none
    hits = (hit for hit in _CODE.finditer(plain) if not _DIGIT_BEFORE.search(plain, 0, hit.start()))
    found = {re.sub(r"\D", "", hit.group()) for hit in hits}
    found = found or {run for run in _runs(plain) if len(run) == DIGITS}
    return found.pop() if len(found) == 1 else None


def is_almost(text: str, asked: bool = False) -> bool:
    """True for a bare row of digits that is no code: somebody mistyped one. `asked`: the code was asked for, so fewer are enough."""
    plain = _plain(text)
    digits = [_digits(word) for word in _words(plain)]
    likely = _ALMOST_WHEN_ASKED if asked else _ALMOST
    return bool(digits) and all(digits) and len("".join(digits)) in likely and find(text) is None


def is_lost(text: str) -> bool:
    """True for a short answer to "send me the code" that says there is none. Only to be asked where a code was asked for."""
    words = [_fold(word) for word in _words(_plain(text))]
    if not words or len(words) > MOST_WORDS_OF_LOSS or any(word.isdigit() for word in words):
        return False
    return words[0] in _NO or any(word.startswith(_LOST) for word in words) or "don t have" in " ".join(words)


def names_the_code(text: str) -> bool:
    """True when the word "code" is in it."""
    return any(_fold(word).startswith(_CODE_WORD) for word in _words(text))


def speech(text: str) -> str:
    """The words of a message beside its digits and the letters that stand for digits: what tells its language."""
    words = _words(_plain(text))
    return " ".join(w for w in words if w.isalpha() and len(w) > 1 and not w.translate(_LOOK_ALIKE).isdigit())


def _plain(text: str) -> str:
    """Digits of every script as 0 to 9, without the marks that make keycaps and without invisible signs."""
    plain = _SIGNS_OF_KEYCAPS.sub("", unicodedata.normalize("NFKC", text))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def _words(plain: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain)


def _runs(plain: str) -> list[str]:
    """Digits of words that stand side by side, each row as one text."""
    rows = [""]
    for word in _words(plain):
        digits = _digits(word)
        if digits:
            rows[-1] += digits
        elif rows[-1]:
            rows.append("")
    return [row for row in rows if row]


def _digits(word: str) -> str:
    """ "7", "zeven" → 7, "12З4" → 1234, "хляб" → nothing. A letter counts as a digit only beside a real one, or alone."""
    if word.isdigit():
        return word
    if (folded := _fold(word)) in SAID:
        return SAID[folded]
    seen = word.translate(_LOOK_ALIKE)
    return seen if seen.isdigit() and (len(word) == 1 or any(c.isdigit() for c in word)) else ""


def _fold(word: str) -> str:
    """Small, without accents. Й stays what it is: it is a letter of its own."""
    kept = word.casefold().replace("ł", "l").replace("й", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "й")


def shown(code: str) -> str:
    """The code as people copy it: 1234 5678 9012 3456."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
