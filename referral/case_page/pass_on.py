"""The code from one step to the next: sealed in a hidden field, for twenty minutes. No cookie, so nothing is left and nobody else's page
can use it; not the code itself, so a page that stays open or is saved does not give it away (docs/decisions/0011)."""

import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from referral.errors import CannotOpen
from referral.seal import boxes, stretch
from referral.settings import settings

MINUTES = 20


@dataclass(frozen=True)
class Pass:
    """`once`: the mark of the page it came with; what is sent twice from one page is written down once."""

    code: str
    once: str


def sealed(code: str) -> str:
    """A field for the next page, with a mark of its own."""
    content = {"code": code, "once": secrets.token_hex(16), "until": int(time.time()) + MINUTES * 60}
    return urlsafe_b64encode(boxes.lock(json.dumps(content), _key())).decode()


def opened(field: str) -> Pass | None:
    """None for a field that is not ours, or too old."""
    try:
        content = json.loads(boxes.unlock(urlsafe_b64decode(field.encode()), _key()))
    except (CannotOpen, ValueError):
        return None
    return Pass(content["code"], content["once"]) if content["until"] > time.time() else None


def _key() -> bytes:
    return stretch.subkey(settings().lookup_key, "case-page")
