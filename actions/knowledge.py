"""Municipalities and topics as the forms need them: the only door of this room to `content`."""

from dataclasses import dataclass

from content import places as geo
from content.live import catalogue


@dataclass(frozen=True)
class Place:
    """`code`: CBS code of the municipality; `title`: what stands on a button (at most 24 characters); `shown`: inside a sentence."""

    code: str
    name: str
    title: str
    shown: str


def find(text: str) -> list[Place]:
    """The municipalities that a text can mean, the likeliest first; empty when none."""
    match = geo.find_place(text)
    return [_place(p, clash=match.kind == "several") for p in match.candidates]


def by_code(code: str) -> Place | None:
    found = geo.index().municipality(code)
    return _place(found) if found else None


def by_location(text: str) -> Place | None:
    """`51.92,4.48` → the municipality, or None outside the Netherlands."""
    lat, _, lon = text.partition(",")
    try:
        best = geo.nearest(float(lat), float(lon)).best
    except ValueError:
        return None
    return _place(best) if best else None


def _place(found: geo.Place, clash: bool = False) -> Place:
    name = found.municipality
    title = f"{found.place} ({name})" if clash and found.place != name else f"{name} ({found.province})" if clash else name
    shown = name if found.place == name else f"{found.place} ({name})"
    return Place(found.code, name, title if len(title) <= 24 else name[:24], shown)


def is_topic(intent: str) -> bool:
    return intent in catalogue().topics


def desk_kind_of_topic(topic: str) -> str | None:
    known = catalogue().topics.get(topic)
    return known.desk_kind if known else None


def content_version() -> str:
    return catalogue().version


def changes(kind: str) -> dict[int, str]:
    """Line of the summary → what it changes ("change 3"), as the buttons of `change_report` and `change_referral` stand in content."""
    values = [str(o["payload"]).partition("value=")[2] for o in catalogue().responses[f"change_{kind}"]["options"]]
    return dict(enumerate((v for v in values if v.startswith("change_")), 1))
