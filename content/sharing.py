"""What a key figure can pass on today: the message of a topic, and the topics whose figures are new this month."""

from dataclasses import dataclass
from datetime import date

from content.catalogue import Catalogue
from content.facts import Fact
from content.live import catalogue
from content.placeholders import in_text


def share_text(topic: str, lang: str, link: str) -> str:
    """The message of this installation as it is today; see `Catalogue.share_text`. Raises MissingContent."""
    return catalogue().share_text(topic, lang, link)


@dataclass(frozen=True)
class News:
    """A topic with figures that are new: `since` when, the `facts` (newest records), its `title` in the language asked for."""

    topic: str
    title: str
    since: date
    facts: tuple[Fact, ...]


def new_this_month(c: Catalogue, lang: str, on: date) -> list[News]:
    """Topics with a figure whose validity began in the month of `on`, up to that day; the newest first, else as in topics.yaml."""
    found = []
    for topic in c.topics:
        facts = [fact for fact in _facts(c, topic, on) if _began(fact, on)]
        if facts:
            since = max(fact.valid_from for fact in facts if fact.valid_from)
            found.append(News(topic, c.title(topic, lang), since, tuple(facts)))
    return sorted(found, key=lambda news: -news.since.toordinal())


def _facts(c: Catalogue, topic: str, on: date) -> list[Fact]:
    """The records that the topic says or rests on, as valid on that day. The Dutch text counts: the others say the same."""
    answer = c.answers.get((topic, "nl"))
    if answer is None:
        return []
    named = [placeholder.ref for placeholder in in_text(f"{answer.short}\n{answer.full}", c.facts)]
    refs = dict.fromkeys([*named, *answer.facts, *([answer.source] if answer.source else [])])
    valid = (c.facts.fact(ref, on) for ref in refs if not ref.startswith("url."))
    return list({fact.id: fact for fact in valid if fact}.values())


def _began(fact: Fact, on: date) -> bool:
    return fact.valid_from is not None and on.replace(day=1) <= fact.valid_from <= on
