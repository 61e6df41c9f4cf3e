"""The search index of each language, made when it is first asked for and again when the texts change."""

import threading

from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.files import read_lines
from referral.outreach.info import search
from referral.outreach.info.state import State

_made: dict[str, tuple[str, search.Index]] = {}
_making = threading.Lock()


def find(state: State, lang: str, query: str) -> list[str]:
    """Topics, best first."""
    return index(state, lang).find(query)


def index(state: State, lang: str) -> search.Index:
    version = state.catalogue.version
    with _making:
        if lang not in _made or _made[lang][0] != version:
            c = state.catalogue
            texts = ((topic, c.title(topic, lang), c.answer(topic, lang, state.day).full, _questions(c, lang, topic)) for topic in c.topics)
            _made[lang] = (version, search.build(texts))
        return _made[lang][1]


def _questions(c: Catalogue, lang: str, topic: str) -> list[str]:
    try:
        return [line for _, line in read_lines(c.questions_file(lang, topic))]
    except BrokenContent:
        return []
