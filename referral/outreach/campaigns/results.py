"""What came of a campaign, as it may be shown: by place, language, topic and week; nothing below five, nothing that follows by subtracting.

Key figures stand together in one line: what one person brought is for that person's page, not for the desk.
Counts end with yesterday: a number that moves while somebody looks would tell of a single visit.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from referral.outreach.campaigns.service import Shown
from referral.outreach.counts import store
from referral.outreach.counts.totals import shown
from referral.outreach.links.service import Link

FIGURES = ""  # the line of all key figures together, named by the page
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """`n` None: fewer than five, or kept back so that another cannot be worked out. `share`: of the largest that is shown, 0 to 1."""

    name: str
    n: int | None
    share: float = 0.0


@dataclass(frozen=True)
class Results:
    visits: int | None
    starts: int | None
    places: list[Row]
    languages: list[Row]
    weeks: list[Row]
    topics: list[Row]
    until: date


def of(session: Session, campaign: Shown, links: Sequence[Link], today: date) -> Results:
    """Of the days of the campaign up to yesterday."""
    last = min(campaign.ends_on, today - timedelta(days=1))
    ids = [link.id for link in links]

    def within(days: Mapping[date, int]) -> int:
        return sum(n for day, n in days.items() if campaign.begins_on <= day <= last)

    visits = store.days_of(session, ids, campaign.begins_on, "visits")
    starts = store.days_of(session, ids, campaign.begins_on, "starts")
    by_link = {link: within(days) for link, days in visits.items()}

    # of one key figure alone "together" would be that person
    alone = (FIGURES,) if len({link.figure_id for link in links if link.figure_id}) == 1 else ()

    def by(what: Callable[[Link], str], never: Collection[str] = ()) -> list[Row]:
        sums: dict[str, int] = defaultdict(int)
        for link in links:
            sums[what(link)] += by_link[link.id]
        return rows(sums, never)

    whole = shown(sum(by_link.values()))
    return Results(
        visits=whole,
        starts=shown(sum(within(days) for days in starts.values())),
        # where the whole is too small to be said, its parts are too
        places=by(lambda link: FIGURES if link.figure_id else link.place, alone) if whole is not None else [],
        languages=by(lambda link: link.language) if whole is not None else [],
        weeks=weeks(store.together(visits.values()), campaign.begins_on, last) if whole is not None else [],
        topics=_with_shares([(topic, n) for topic, n in store.topics_of(session, ids, campaign.begins_on).items()]),
        until=last,
    )


def rows(sums: Mapping[str, int], never: Collection[str] = ()) -> list[Row]:
    """Largest first; those that are not shown (`never`: whatever their number) last and by name, so that their order tells nothing."""
    named = list(sums.items())
    counts = kept_back([n for _, n in named], {at for at, (name, _) in enumerate(named) if name in never})
    kept = list(zip((name for name, _ in named), counts, strict=True))
    return _with_shares(sorted(kept, key=lambda each: (each[1] is None, -(each[1] or 0), each[0].casefold())))


def weeks(days: Mapping[date, int], first: date, last: date) -> list[Row]:
    """By Monday, in order."""
    begins, monday = [], first - timedelta(days=first.weekday())
    while monday <= last:
        begins.append(monday)
        monday += timedelta(weeks=1)
    sums = [sum(n for day, n in days.items() if max(a, first) <= day < b and day <= last) for a, b in pairwise([*begins, monday])]
    return _with_shares(list(zip((begin.isoformat() for begin in begins), kept_back(sums), strict=True)))


def kept_back(counts: Sequence[int], never: Collection[int] = ()) -> list[int | None]:
    """Small ones are left out; those that are left out must hide each other, since the whole is shown: with fewer than five
    hidden together, or only one hidden, the next smallest goes with them."""
    out = {at for at, n in enumerate(counts) if shown(n) is None or at in never}
    rest = sorted((n, at) for at, n in enumerate(counts) if at not in out and n > 0)
    while out and rest and (len(out) == 1 or shown(sum(counts[at] for at in out)) is None):
        out.add(rest.pop(0)[1])
    return [None if at in out else n for at, n in enumerate(counts)]


def _with_shares(found: Sequence[tuple[str, int | None]]) -> list[Row]:
    most = max((n for _, n in found if n), default=0)
    return [Row(name, n, (n or 0) / most if most else 0.0) for name, n in found]


def as_csv(results: Results, words: Callable[[str, str], str]) -> str:
    """Columns: what, name, visits. `words(what, name)` puts a name into the reader's language; `hidden` where a number may not be shown."""
    made = io.StringIO()
    out = csv.writer(made)
    out.writerow(["what", "name", "count", "until"])
    tables = {"place": results.places, "language": results.languages, "week": results.weeks, "topic asked": results.topics}
    every = [("visits", "", results.visits), ("conversations", "", results.starts)]
    every += [(what, words(what, row.name), row.n) for what, table in tables.items() for row in table]
    for what, name, n in every:
        # a spreadsheet would run a place that begins with "="
        safe = f"'{name}" if name.startswith(_FORMULA) else name
        out.writerow([what, safe, "hidden" if n is None else n, results.until.isoformat()])
    return made.getvalue()
