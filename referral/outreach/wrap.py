"""Names and places of outreach stand in no table in clear: they lie under a key made from the room's settings."""

import json
from collections.abc import Mapping
from typing import Any

from referral.seal import boxes, stretch
from referral.settings import settings


def _key() -> bytes:
    return stretch.subkey(settings().lookup_key, "outreach")


def wrapped(values: Mapping[str, Any]) -> bytes:
    """Padded, so that the length tells nothing."""
    return boxes.lock(json.dumps(values, ensure_ascii=False), _key())


def unwrapped(data: bytes) -> dict[str, Any]:
    """Raises CannotOpen when the settings have another key."""
    values: dict[str, Any] = json.loads(boxes.unlock(data, _key()))
    return values
