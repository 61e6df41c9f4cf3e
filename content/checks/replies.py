"""Replies of the desk: in every language, up to date, with the same fields, short enough, and with nothing typed that belongs to a fact."""

import re
from collections.abc import Iterator
from datetime import date

from content import budget, reading
from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.files import read_mapping
from content.replies import FIELD, KINDS, Reply, read_replies

LONGEST = 700  # one WhatsApp message, also with the line above it
_TYPED = re.compile(r"\d|https?://|www\.")


def replies(c: Catalogue, _: date) -> Iterator[str]:
    try:
        known = read_replies(c.root, c.languages)
        rows = {lang: read_mapping(c.root / lang / "replies.yaml") for lang in c.languages if (c.root / lang / "replies.yaml").exists()}
    except BrokenContent as error:
        yield str(error)
        return
    for lang in rows:
        yield from (f"{lang}/replies.yaml:1: {name}: not in nl/replies.yaml; take it out" for name in rows[lang] if name not in known)
    for reply in known.values():
        yield from (f"nl/replies.yaml:1: {reply.name}: field {n} is a {k}, not one of {', '.join(KINDS)}"
                    for n, k in reply.fields.items() if k not in KINDS)  # fmt: skip
        for lang in c.languages:
            yield from (f"{lang}/replies.yaml:1: {reply.name}: {fault}" for fault in _of_language(reply, lang, rows.get(lang, {})))


def _of_language(reply: Reply, lang: str, rows: dict[str, dict[str, object]]) -> Iterator[str]:
    if lang not in reply.texts:
        made_from = rows.get(reply.name, {}).get("source_version")
        if made_from is None:
            yield "missing; translate it from nl/replies.yaml"
        else:
            yield f"made from version {made_from} of the Dutch text, which is now {reply.version}; bring it up to date"
        return
    text = reply.texts[lang]
    if (names := set(FIELD.findall(text))) != set(reply.fields):
        yield f"has the fields {sorted(names)}, the Dutch reply has {sorted(reply.fields)}"
    if len(text) > LONGEST:
        yield f"has {len(text)} characters, at most {LONGEST}"
    if _TYPED.search(text):
        yield "has a number or an address typed in; make it a field"
    for sentence in reading.sentences(text):
        if (count := reading.length(sentence)) > budget.SENTENCE:
            yield f"a sentence has {count} words, at most {budget.SENTENCE}"
