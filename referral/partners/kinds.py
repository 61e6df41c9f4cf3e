"""What each kind of partner may be given, and what is chosen at first. A table, without a framework or a database.

At first only what a partner needs to see whether the case is for them; words, names and contact are always a choice of somebody.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["labour_authority", "fairwork", "police", "landlordship", "shelter"]
Way = Literal["portal", "secure_mail", "post", "by_hand"]
Field = Literal[
    "kind", "urgent", "topic", "abuse", "help", "municipality", "language", "received", "story", "about", "messages", "contact",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
WAYS: tuple[Way, ...] = get_args(Way)
FIELDS: tuple[Field, ...] = get_args(Field)  # in the order of the package


@dataclass(frozen=True)
class Allowed:
    """`may`: what staff can choose from; `first`: what is chosen when the page opens, a part of `may`."""

    may: frozenset[Field]
    first: frozenset[Field]


def _allowed(may: tuple[Field, ...], first: tuple[Field, ...]) -> Allowed:
    return Allowed(frozenset(may), frozenset(first))


ALLOWED: dict[Kind, Allowed] = {
    "labour_authority": _allowed(FIELDS, ("kind", "topic", "abuse", "municipality", "language")),
    "fairwork": _allowed(FIELDS, ("kind", "topic", "municipality", "language")),
    "police": _allowed(FIELDS, ("kind", "urgent", "abuse", "municipality", "language")),
    "landlordship": _allowed(
        ("kind", "urgent", "topic", "abuse", "municipality", "language", "received", "story", "about", "contact"),
        ("kind", "topic", "municipality"),
    ),
    # a shelter finds a bed; what somebody reported about an employer is none of its business
    "shelter": _allowed(("urgent", "help", "municipality", "language", "contact"), ("municipality", "language")),
}


def chosen_of(kind: Kind, chosen: frozenset[str]) -> tuple[Field, ...]:
    """What was chosen and is allowed, in the order of the package. What is not allowed falls out, whoever asks."""
    return tuple(name for name in FIELDS if name in chosen and name in ALLOWED[kind].may)
