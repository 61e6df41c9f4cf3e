"""A turn as WhatsApp shows it: one bubble, *bold* kept, options as numbered lines."""

import re
from collections.abc import Sequence

from channels.messages import Reply
from channels.render.split import split

LIMIT = 1600  # Twilio's limit for Body on every channel (error 21617)
MARKS = re.compile(r"([*_~`])")
ZERO_WIDTH = "\u200b"


def escape(text: str) -> str:
    """Words of a person in a text of ours: WhatsApp has no escape sign, so a mark is kept apart from its neighbours."""
    return MARKS.sub(ZERO_WIDTH + r"\1" + ZERO_WIDTH, text)


def render(replies: Sequence[Reply], footer: str = "") -> list[str]:
    """Usually one text; more only when it passes 1,600 characters."""
    blocks: list[str] = []
    number = 0
    for reply in replies:
        if reply.text.strip():
            blocks.append(reply.text.strip())
        lines = [f"{number + i} {option.title}" for i, option in enumerate(reply.options, 1)]
        number += len(lines)
        if lines:
            blocks.append("\n".join(lines))
    if blocks and footer:
        blocks.append(footer)
    return split("\n\n".join(blocks), LIMIT)
