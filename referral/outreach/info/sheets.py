"""Built pages, ready to send: made once for a version of the texts and a day, then read from memory."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from referral.outreach.info import freshness

MOST: Final = 2_000  # far more than there are pages; a bound all the same
COMPRESSION = 6


@dataclass(frozen=True)
class Sheet:
    """A body in both forms, with the ETag of each."""

    body: bytes
    packed: bytes
    media_type: str
    tags: tuple[str, str]

    @classmethod
    def of(cls, body: bytes, media_type: str = "text/html; charset=utf-8") -> "Sheet":
        packed = gzip.compress(body, COMPRESSION, mtime=0)
        return cls(body, packed, media_type, (freshness.tag(body), freshness.tag(packed)))

    def response(self, request: Request, headers: dict[str, str], status: int = 200) -> Response:
        """Packed where the reader can unpack; 304 without a body where the reader has it."""
        packs = "gzip" in request.headers.get("accept-encoding", "")
        body, etag = (self.packed, self.tags[1]) if packs else (self.body, self.tags[0])
        headers = {**headers, "ETag": etag, "Vary": "Accept-Encoding"}
        if status == 200 and freshness.unchanged(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = self.media_type
        return Response(body, status, headers | ({"Content-Encoding": "gzip"} if packs else {}))


class Shelf:
    """The pages of one state (version, day, addresses); those of another state are thrown away when it is asked for."""

    def __init__(self) -> None:
        self._state: object = None
        self._sheets: dict[object, Sheet] = {}

    def get(self, state: object, name: object) -> Sheet | None:
        return self._sheets.get(name) if state == self._state else None

    def put(self, state: object, name: object, make: Callable[[], Sheet]) -> Sheet:
        """`make` runs in the calling thread; two that make the same page at once do no harm."""
        sheet = make()
        if state != self._state or len(self._sheets) >= MOST:
            self._state, self._sheets = state, {}
        self._sheets[name] = sheet
        return sheet
