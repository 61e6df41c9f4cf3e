"""Words reduced to what can be compared: no case, no marks, no accents, Cyrillic in Latin letters."""

import re
import unicodedata

# Bulgarian streamlined system, which is also how most people type
PAIRS = """а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s
т:t у:u ф:f х:h ц:ts ч:ch ш:sh щ:sht ъ:a ь:y ю:yu я:ya"""
CYRILLIC = dict(pair.split(":") for pair in PAIRS.split())
LONGEST = 80  # a longer text is never a choice


def bare(text: str) -> str:
    """`  1️⃣ ` → `1`, `Не, благодаря!` → `ne blagodarya`, `Începe` → `incepe`. Empty when the text is too long to be a choice."""
    if len(text) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text).casefold().replace("ł", "l").replace("ß", "ss")
    text = "".join(CYRILLIC.get(c, c) for c in text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", text).strip()
