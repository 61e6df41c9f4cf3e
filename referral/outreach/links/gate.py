"""What happens when somebody opens a slug: who is counted, who is slowed down, and where it leads. No framework, no database."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from deploy.base import slugs
from referral.outreach.counts.agents import is_person
from referral.outreach.counts.limits import Pace, Today, side
from referral.outreach.counts.tally import Tally
from referral.outreach.links.service import Link
from referral.outreach.links.states import Why, why_not

Outcome = Literal["open", "page", "dead", "unknown", "slow"]
REMEMBER, MOST_REMEMBERED = 15.0, 5_000  # seconds; a link that another process paused stops within these


@dataclass(frozen=True)
class Visitor:
    """As the request shows it; kept nowhere. `headers` with small letters."""

    address: str
    method: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Opened:
    """`open`: as the link says; `page`: the information page, for machines; the others lead to a page that explains itself."""

    outcome: Outcome
    link: Link | None = None
    why: Why | None = None


@dataclass
class Gate:
    """Times in seconds of a clock that only goes forward. For one thread: the web server's loop."""

    tally: Tally
    # one side: a family or a shared house behind one address opens many; a machine that tries slugs is soon slow
    hits: Pace = field(default_factory=lambda: Pace(burst=60, each=1))
    guesses: Pace = field(default_factory=lambda: Pace(burst=20, each=1 / 30))
    # one link: more in a minute than a poster can bring is counted apart, and led on all the same
    crowd: Pace = field(default_factory=lambda: Pace(burst=300, each=2))
    seen: Today = field(default_factory=Today)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))  # so that no address stands in memory
    _known: OrderedDict[str, tuple[Link, float]] = field(default_factory=OrderedDict)

    def known(self, said: str, now: float) -> Link | None:
        """As it was looked up just now."""
        slug = slugs.read(said)
        link, until = self._known.get(slug or "", (None, 0.0))
        return link if until > now else None

    def to_look_up(self, said: str, visitor: Visitor, now: float) -> str | None:
        """The slug that the database should be asked for; None when it is known, cannot be one, or comes from somebody who guesses."""
        slug = slugs.read(said)
        return slug if slug and not self.known(slug, now) and self.guesses.has(side(visitor.address, self._key), now) else None

    def learn(self, link: Link, now: float) -> None:
        self._known[link.slug] = (link, now + REMEMBER)
        self._known.move_to_end(link.slug)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)

    def open(self, said: str, visitor: Visitor, day: date, now: float, *, again: bool = False) -> Opened:
        """`again`: another way through the same link, which is not counted once more."""
        if not self.hits.allows(side(visitor.address, self._key), now):
            if link := self.known(said, now):
                self.tally.add(link.id, day, "excess")
            else:
                self.tally.add_apart(day, "guess")
            return Opened("slow")
        link = self.known(said, now)
        if link is None:
            self.tally.add_apart(day, "guess")
            return Opened("unknown" if self.guesses.allows(side(visitor.address, self._key), now) else "slow")
        if why := why_not(link.state, link.expires_on, day):
            self.tally.add_apart(day, "dead")
            return Opened("dead", link, why)
        if not is_person(visitor.method, visitor.headers):
            self.tally.add(link.id, day, "crawlers")
            return Opened("page", link)
        if not again:
            self._count(link, visitor, day, now)
        return Opened("open", link)

    def _count(self, link: Link, visitor: Visitor, day: date, now: float) -> None:
        if not self.crowd.allows(link.id, now):
            self.tally.add(link.id, day, "excess")
        elif self.seen.is_new(day, link.slug, visitor.address, visitor.headers.get("user-agent", "")):
            self.tally.add(link.id, day, "visits")

    def forget(self) -> None:
        """After a change on this process: it counts at once."""
        self._known.clear()
