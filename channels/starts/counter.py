"""How many questions began through each share link since the last handing in. Pure."""

from collections import Counter
from collections.abc import Mapping

MOST = 10_000  # slugs, and pairs of slug and topic, of one hour


class Starts:
    """One for each process."""

    def __init__(self) -> None:
        self.begun: Counter[str] = Counter()
        self.topics: Counter[tuple[str, str]] = Counter()

    def note(self, slug: str, topic: str) -> None:
        """`topic`: what the first message was answered with, when it was a question of ours."""
        if slug in self.begun or len(self.begun) < MOST:
            self.begun[slug] += 1
        if topic and ((slug, topic) in self.topics or len(self.topics) < MOST):
            self.topics[slug, topic] += 1

    def take(self) -> tuple[Mapping[str, int], Mapping[tuple[str, str], int]]:
        taken = self.begun, self.topics
        self.begun, self.topics = Counter(), Counter()
        return taken
