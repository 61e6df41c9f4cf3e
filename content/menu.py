"""Payloads behind buttons: `intent` or `intent?entity=value&…`. Only what fits this form is taken."""

import re
from urllib.parse import parse_qsl, urlencode

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_VALUE = re.compile(r"[\w .,'-]{1,60}")


def parse_payload(payload: str) -> tuple[str, dict[str, str]] | None:
    """(intent, entities), or None when it is not of this form."""
    intent, _, query = payload.partition("?")
    values = dict(parse_qsl(query))
    if not _NAME.fullmatch(intent) or not all(_NAME.fullmatch(k) and _VALUE.fullmatch(v) for k, v in values.items()):
        return None
    return intent, values


def format_payload(intent: str, **values: str) -> str:
    return f"{intent}?{urlencode(values)}" if values else intent
