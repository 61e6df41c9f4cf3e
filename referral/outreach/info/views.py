"""What stands on a page, on a day: texts as HTML, addresses, neighbours. No request, no template."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from content.catalogue import Catalogue
from content.format import long_date
from content.html import to_html
from content.languages import NAMES
from content.slugs import slugs
from referral.outreach.info.ways import Ways, ways
from referral.outreach.links.targets import Doors

DESCRIPTION = 200  # characters of the line under a link preview
ELSEWHERE = "https://www.buienradar.nl/"  # where "leave quickly" goes: a page that anyone may be looking at; as in the web chat


@dataclass(frozen=True)
class Tongue:
    """The same page in a language, for the switcher and hreflang."""

    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Page:
    """`alarm`, `body`, `sources`: safe HTML. `alarm` is the first paragraph of a topic of danger: 112 and the special line."""

    topic: str
    group: str
    title: str
    description: str
    alarm: str
    body: str
    sources: tuple[str, ...]
    tongues: tuple[Tongue, ...]
    more: tuple[tuple[str, str], ...]
    ways: Ways
    day: str


@dataclass(frozen=True)
class Contents:
    """The index. `groups`: (id, name, ((title, path), …))."""

    groups: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    tongues: tuple[Tongue, ...]
    ways: Ways


def page(c: Catalogue, doors: Doors, topic_id: str, lang: str, on: date) -> Page:
    """Raises MissingContent."""
    topic, said = c.topics[topic_id], c.answer(topic_id, lang, on)
    blocks = re.split(r"\n\s*\n", said.body.strip())
    alarm, rest = (blocks[:1], blocks[1:]) if topic.danger else ([], blocks)
    sites = c.links.values()
    return Page(
        topic=topic_id,
        group=topic.group,
        title=said.title,
        description=shortened(c, topic_id, lang, on),
        alarm=_html("\n\n".join(alarm).replace("\n", "\n\n"), sites),
        body=_html("\n\n".join(rest), sites),
        sources=tuple(_source(line, said.source_url if n == 0 else "", sites) for n, line in enumerate(said.sources)),
        tongues=tuple(Tongue(code, NAMES[code], slugs().path(topic_id, code)) for code in c.languages),
        more=tuple((c.title(t.id, lang), slugs().path(t.id, lang)) for t in c.topics.values() if t.group == topic.group and t != topic),
        ways=ways(doors, lang, topic, said.title),
        day=c.words_of_pages(lang, on)["valid_on"].replace("{day}", long_date(on, lang)),
    )


def contents(c: Catalogue, doors: Doors, lang: str) -> Contents:
    by_group: dict[str, list[tuple[str, str]]] = {}
    for topic in c.topics.values():
        by_group.setdefault(topic.group, []).append((c.title(topic.id, lang), slugs().path(topic.id, lang)))
    return Contents(
        groups=tuple((group, c.phrase(f"group_{group}", lang), tuple(links)) for group, links in by_group.items()),
        tongues=tuple(Tongue(code, NAMES[code], f"/{code}") for code in c.languages),
        ways=ways(doors, lang, None, ""),
    )


def shortened(c: Catalogue, topic: str, lang: str, on: date) -> str:
    """The SMS text without its end, as whole sentences where they fit: for search engines and link previews."""
    text = re.sub(r"\s+", " ", c.answer(topic, lang, on).sms)
    if len(text) <= DESCRIPTION:
        return text
    cut = text[:DESCRIPTION]
    end = max(cut.rfind(mark) for mark in (". ", "? ", "! "))
    return cut[: end + 1] if end > DESCRIPTION // 3 else cut.rsplit(" ", 1)[0] + " …"


def _html(text: str, sites: Iterable[str]) -> str:
    """An amount and a day stay on one line."""
    text = re.sub(r"(?<=\d) (?=€|EUR)|(?<=€) (?=\d)", "\u00a0", text)
    return to_html(re.sub(r"\b(\d\d)-(\d\d)-(20\d\d)\b", "\\1\u2011\\2\u2011\\3", text), sites, new_tab=False)


def _source(line: str, url: str, sites: Iterable[str]) -> str:
    """`Source: Rijksoverheid, …` with the name as a link to the very page; in other lines known sites become links."""
    html = _html(line, () if url else sites)
    found = re.match(r"<p>([^:]+: )([^,]+)(,.*)?</p>$", html)
    if not (url and found):
        return html
    return f'<p>{found[1]}<a href="{escape(url)}" rel="noopener noreferrer">{found[2]}</a>{found[3] or ""}</p>'
