"""Cuts a text that is too long for one message: between paragraphs, else lines, else sentences, else words; at last anywhere."""

import re

BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s+"), re.compile(r"\s+"))


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` characters, none empty (an empty text gives no part)."""
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        end = _end(rest, limit)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def _end(text: str, limit: int) -> int:
    for pattern in BREAKS:
        ends = [m.start() for m in pattern.finditer(text, 0, limit + 1) if m.start() <= limit]
        # a break in the first third would leave a stub; a finer break is better then
        if ends and ends[-1] > limit // 3:
            return ends[-1]
    return limit
