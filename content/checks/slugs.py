"""Addresses of public pages: one for every topic and language, in plain letters, and none that was ever printed may go dead."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.files import line_of
from content.slugs import FILE, LONGEST, PUBLISHED, SLUG, published, rows


def slugs(c: Catalogue, _: date) -> Iterator[str]:
    try:
        files = {lang: rows(c.root, lang) for lang in c.languages}
        printed = published(c.root)
    except BrokenContent as error:
        yield str(error)
        return
    for lang, of in files.items():
        yield from _file(c, lang, of)
    listed = {(lang, slug): topic for _, lang, slug, topic in printed}
    for number, lang, slug, topic in printed:
        if lang in files and slug not in files[lang].get(topic, ()):
            yield (
                f"{PUBLISHED}:{number}: {lang}/{slug} is on posters and leads nowhere now; "
                f"put it back behind the new one: `{topic}: [new, {slug}]` in {lang}/{FILE}"
            )
    for lang, of in files.items():
        for topic, (slug, *_old) in of.items():
            if (lang, slug) not in listed:
                yield f"{_where(c, lang, topic)}: {slug} is new; add the line `{lang}/{slug} {topic}` to {PUBLISHED}"


def _file(c: Catalogue, lang: str, of: dict[str, list[str]]) -> Iterator[str]:
    yield from (f"{lang}/{FILE}:1: {topic} has no slug; add it" for topic in c.topics if topic not in of)
    uses = Counter(slug for slugs in of.values() for slug in slugs)
    for topic, slugs in of.items():
        where = _where(c, lang, topic)
        if topic not in c.topics:
            yield f"{where}: topics.yaml has no {topic}; an address that was printed moves to the topic that answers it now"
        for slug in slugs:
            if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
                yield f"{where}: {slug} must be small letters a to z, digits and single hyphens, at most {LONGEST} characters"
            if uses[slug] > 1:
                yield f"{where}: {slug} stands more than once in this language; one address leads to one page"


def _where(c: Catalogue, lang: str, topic: str) -> str:
    return f"{lang}/{FILE}:{line_of(c.root / lang / FILE, f'{topic}:')}"
