"""A page that was opened through a share link: the ways to ask carry its code. Made from the page in memory, which has none. Pure."""

from html import escape
from urllib.parse import quote

from deploy.base import slugs
from referral.outreach.links.targets import Doors, chat, prefilled


def through(body: bytes, doors: Doors, lang: str, topic: str | None, slug: str) -> bytes:
    """The ways to report and to a person stay without a code."""
    without, carrying = quote(prefilled(lang), safe=""), quote(prefilled(lang, slug), safe="")
    ask, ask_through = chat(doors, lang, topic), chat(doors, lang, topic, slug)
    body = body.replace(f"={without}".encode(), f"={carrying}".encode())
    return body.replace(f'href="{escape(ask)}"'.encode(), f'href="{escape(ask_through)}"'.encode())


def slug_of(via: str) -> str | None:
    """Of the part behind `?via=`; None for what cannot be one."""
    return slugs.read(via) if via else None
