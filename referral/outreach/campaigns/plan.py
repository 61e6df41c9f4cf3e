"""What a campaign is made of, from a form: pure rules and their bounds."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from content.languages import LANGUAGES
from content.live import catalogue
from referral.errors import Malformed
from referral.outreach.links.service import LONGEST_PLACE, TARGETS

LONGEST_NAME = 60
LONGEST_PERIOD = timedelta(days=366)
MOST_LINKS = 400  # a sheet of paper each: more is a typing error or a second campaign
GENERAL = "general"  # a link for all topics


@dataclass(frozen=True)
class Plan:
    """`topics` with `general` for a poster without a topic; `figures` are ids of key figures; a place is a line of the form."""

    name: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    figures: tuple[uuid.UUID, ...]
    places: tuple[str, ...]
    begins_on: date
    ends_on: date
    target: str = "page"

    @property
    def count(self) -> int:
        return (len(self.figures) + len(self.places)) * len(self.topics) * len(self.languages)

    def links(self) -> Iterator[tuple[uuid.UUID | None, str, str | None, str]]:
        """(key figure, place, topic, language) of every link."""
        points: list[tuple[uuid.UUID | None, str]] = [(None, place) for place in self.places]
        points += [(figure, "") for figure in self.figures]
        for figure, place in points:
            for topic in self.topics:
                for language in self.languages:
                    yield figure, place, None if topic == GENERAL else topic, language


def lines(text: str) -> tuple[str, ...]:
    """Places, one on a line, each once."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def faults(plan: Plan, today: date, known_figures: Sequence[uuid.UUID]) -> list[str]:
    """Names of what is wrong with a plan, for the page; empty when it can be made."""
    c = catalogue()
    checks = {
        "name": 0 < len(plan.name) <= LONGEST_NAME and plan.name.isprintable(),
        "topics": bool(plan.topics) and all(topic == GENERAL or topic in c.topics for topic in plan.topics),
        "languages": bool(plan.languages) and set(plan.languages) <= set(LANGUAGES),
        "points": bool(plan.figures or plan.places) and set(plan.figures) <= set(known_figures),
        "place": all(len(place) <= LONGEST_PLACE and place.isprintable() for place in plan.places),
        "period": today <= plan.ends_on and plan.begins_on <= plan.ends_on <= plan.begins_on + LONGEST_PERIOD,
        "count": plan.count <= MOST_LINKS,
    }
    if plan.target not in TARGETS:
        raise Malformed("target")  # not from our form
    return [name for name, right in checks.items() if not right]
