"""Bulgarian in Latin letters, by the Transliteration Act of Bulgaria (2009): the system of passports and road signs."""

import re

_LETTERS = dict(zip("абвгдезийклмнопрстуфхъь", "a b v g d e z i y k l m n o p r s t u f h a y".split()))
_LETTERS.update({"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"})


def bulgarian(words: str) -> str:
    """`детска градина` → `detska gradina`; `-ия` at the end of a word becomes `-ia`. Lower case; other characters stay."""
    words = re.sub(r"ия\b", "ia", words.lower())
    return "".join(_LETTERS.get(letter, letter) for letter in words)
