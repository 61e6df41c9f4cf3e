"""Words reduced to what can be compared: no case, no marks, no accents, Cyrillic in Latin letters."""

import re
import unicodedata

# Bulgarian streamlined system, which is also how most people type
CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхцъьюя",
        (
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "a",
            "y",
            "yu",
            "ya",
        ),
        strict=True,
    )
) | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sht"}
LONGEST = 80  # a longer text is never a choice


def bare(text: str) -> str:
    """`  1️⃣ ` → `1`, `Не, благодаря!` → `ne blagodarya`, `Începe` → `incepe`. Empty when the text is too long to be a choice."""
    if len(text) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text).casefold().replace("ł", "l").replace("ß", "ss")
    text = "".join(CYRILLIC.get(c, c) for c in text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", text).strip()
