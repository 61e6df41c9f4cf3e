"""An SMS answer that costs too much: some of its sentences give way to a link to the page where all of it stands. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from channels.messages import Reply
from channels.render import sms
from channels.render.segments import cost

MOST_PARTS = {"GSM-7": 2, "UCS-2": 3}
PIECE = re.compile(r"[^.!?…\n]+(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*|\n+")
FIGURE = re.compile(r"\d")


def fitted(replies: Sequence[Reply], footer: str, page: Callable[[str], str], hint: str = "") -> tuple[Reply, ...]:
    """As they are when they fit, when no page is about them, or when they speak of danger: a number to call is never left out then.

    `hint` is a line that comes once in a conversation: it stays, and does not count.
    """
    if any(reply.danger for reply in replies) or _fits(replies, footer, hint):
        return tuple(replies)
    at = next((n for n, reply in enumerate(replies) if reply.topic and page(reply.topic)), None)
    if at is None:
        return tuple(replies)
    link = page(replies[at].topic)
    pieces = PIECE.findall(sms.plain(replies[at].sms or replies[at].text))
    order, shorter = _giving_way(pieces, sms.plain(hint)), tuple(replies)
    for count in range(1, len(order) + 1):
        text = "".join(piece for n, piece in enumerate(pieces) if n not in order[:count]).strip()
        shorter = (*replies[:at], replace(replies[at], sms=f"{text}\n{link}"), *replies[at + 1 :])
        if _fits(shorter, footer, hint):
            break
    return shorter


def _giving_way(pieces: Sequence[str], hint: str) -> list[int]:
    """Which sentence goes first: the last without a figure; those with one, as a telephone number, after these; the first never."""
    words = [n for n, piece in enumerate(pieces) if n and piece.strip() and piece.strip() != hint]
    return sorted(words, key=lambda n: (bool(FIGURE.search(pieces[n])), -n))


def _fits(replies: Sequence[Reply], footer: str, hint: str) -> bool:
    text = "\n".join(sms.render(replies, footer))
    counted = cost(text.replace(f"\n{sms.plain(hint)}", "", 1) if hint else text)
    return counted.segments <= MOST_PARTS[counted.encoding]
