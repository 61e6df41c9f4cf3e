"""For search engines: every page with its siblings in the other languages, and what they may read."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from content.catalogue import Catalogue
from content.slugs import slugs

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(c: Catalogue, origin: str) -> bytes:
    """The indexes first, then each topic; a page names itself among its languages, as the protocol asks."""
    pages = [{lang: f"{origin}/{lang}" for lang in c.languages}]
    pages += [{lang: f"{origin}{slugs().path(topic, lang)}" for lang in c.languages} for topic in c.topics]
    return (_HEAD + "".join(_url(siblings, lang) for siblings in pages for lang in c.languages) + "</urlset>\n").encode()


def _url(siblings: dict[str, str], lang: str) -> str:
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in siblings.items())
    return f"<url><loc>{siblings[lang]}</loc>{others}</url>\n"


def robots(languages: Sequence[str], origin: str) -> str:
    """Public pages only: the desk is nobody's business."""
    allowed = "".join(f"Allow: /{lang}$\nAllow: /{lang}/\n" for lang in languages)
    return f"User-agent: *\nDisallow: /\n{allowed}Allow: /sitemap.xml\n\nSitemap: {origin}/sitemap.xml\n"
