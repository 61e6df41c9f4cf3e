"""New lines as server-sent events, while an answer is being written. The script falls back to asking when a proxy holds them up."""

import time
from collections.abc import AsyncIterator

from channels.room import Room
from channels.webchat import pages, service

LONGEST = 55.0  # seconds; many proxies end a silent answer after a minute, and the script simply asks again
BEAT = 10.0  # seconds between signs of life


def event(name: str, html: str, last: int = 0) -> str:
    data = "".join(f"data: {line}\n" for line in html.splitlines() or [""])
    return f"event: {name}\n{f'id: {last}{chr(10)}' if last else ''}{data}\n"


async def events(room: Room, token: str, language: str, after: int, base: str) -> AsyncIterator[str]:
    """`lines` with the HTML of new lines, as often as there are any; then `end`. Comments keep the connection alive."""
    end = time.monotonic() + LONGEST
    yield ": here\n\n"
    while time.monotonic() < end:
        view = await service.look(room, token, after=after, patience=BEAT)
        if view.lines:
            after = view.lines[-1].id
            yield event("lines", pages.lines_html(language, view.lines, base), after)
        if not view.waiting:
            break
        yield ": still here\n\n"
    yield event("end", "")
