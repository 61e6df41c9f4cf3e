"""The page about a topic, for what an SMS has no room for."""

from collections.abc import Callable

from content.errors import MissingContent
from content.slugs import slugs


def of(base: str, language: str | None) -> Callable[[str], str]:
    """topic → its address in that language; empty without `base`, or where a topic has no page."""

    def page(topic: str) -> str:
        try:
            return base + slugs().path(topic, language or "en") if base else ""
        except MissingContent:
            return ""

    return page
