"""Words of share links and key figures: each line in every language, with the same fields, and no figure typed by hand."""

import re
from collections.abc import Iterator
from datetime import date

from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.files import line_of, read_mapping
from content.outreach_words import FILE
from content.placeholders import PLACEHOLDER

_FIELD = re.compile(r"\{+[a-z_.]+\}+")
_TYPED = re.compile(r"\d{3,}|€|https?://")


def outreach(c: Catalogue, _: date) -> Iterator[str]:
    path = c.root / FILE
    if not path.exists():
        return
    try:
        lines = read_mapping(path)
    except BrokenContent as error:
        yield str(error)
        return
    for name, said in lines.items():
        where = f"{FILE}:{line_of(path, f'{name}:')}: {name}"
        texts = said if isinstance(said, dict) else {}
        for lang in c.languages:
            text = texts.get(lang)
            if not isinstance(text, str) or not text.strip():
                yield f"{where}: missing in {lang}; write it"
                continue
            if sorted(_FIELD.findall(text)) != sorted(_FIELD.findall(str(texts.get("nl", "")))):
                yield f"{where}: {lang} has other fields than nl; use the same"
            if _TYPED.search(PLACEHOLDER.sub("", text)):
                yield f"{where}: {lang} has a figure or an address typed by hand; refer to facts.yaml"
