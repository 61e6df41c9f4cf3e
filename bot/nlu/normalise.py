"""Spelling made comparable: people drop accents, stretch letters and mix scripts.

Three levels, each a pure function on str:
* `normalise` repairs encoding only; the result can be shown to a person or given to the encoder.
* `fold` adds lower case and drops diacritics (źle -> zle, ł -> l).
* `canon` adds Cyrillic -> Latin and blurs numbers: the key on which character n-grams are counted,
  so that "не ми плащат" and "ne mi plashtat" share their n-grams.
"""

from __future__ import annotations

import re
import unicodedata

# Romanian letters are often typed with the Turkish cedilla (old Windows keyboards).
_CEDILLA = str.maketrans({"ş": "ș", "ţ": "ț", "Ş": "Ș", "Ţ": "Ț"})
_QUOTES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
    }
)
# Invisible characters that phones insert: zero-width marks, direction marks, byte order mark, soft hyphen.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ufe0f]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_SPACES = re.compile(r"\s+")

# Letters that have no canonical decomposition, so that removing combining marks leaves them as they are.
_UNDECOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ĳ": "ij", "ı": "i"})

# Bulgarian streamlined transliteration, reduced: ъ is written a, ь is dropped, й is i.
# щ/ш/ч/ж/ц stay one letter each where Latin has room, so that one typed letter is one n-gram step.
_TABLE = "аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цc чch шsh щsht ъa юiu яia ыi эe ёe іi їi єe ґg ѝi ь"
_CYRILLIC = {ord(pair[0]): pair[1:] for pair in _TABLE.split(" ")}
_DIGIT = re.compile(r"\d")
_NOT_WORD = re.compile(r"[^\w€%?!#+]+")


def normalise(text: str) -> str:
    """Unicode NFC, Romanian comma letters, plain quotes, no invisible characters, at most two equal letters."""
    text = unicodedata.normalize("NFC", text).translate(_CEDILLA).translate(_QUOTES)
    text = _INVISIBLE.sub("", text)
    text = _STRETCHED.sub(r"\1\1", text)
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case without diacritics; Cyrillic letters keep their identity (й is not и)."""
    out = []
    for char in normalise(text).lower():
        if "\u0400" <= char <= "\u04ff":
            out.append(char)
            continue
        out.append("".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)))
    return "".join(out).translate(_UNDECOMPOSED)


def canon(text: str) -> str:
    """One Latin spelling for both scripts; digits become 0 (an amount is a hint, which amount is not).

    Latin Bulgarian must be turned into Cyrillic first (`bulgarian.to_cyrillic`): only there is "4" a letter.
    """
    text = fold(text).translate(_CYRILLIC)
    text = _DIGIT.sub("0", text)
    return _NOT_WORD.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """The words of a text; a number is no word."""
    return [w for w in re.findall(r"[^\W_]+(?:'[^\W_]+)?", text) if not w.isdigit()]
