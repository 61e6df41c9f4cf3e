"""Municipalities and topics as the forms need them: the only door of this room to `content`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """`code`: CBS code of the municipality; `title`: what stands on a button (with the province where names clash)."""

    code: str
    name: str
    title: str
