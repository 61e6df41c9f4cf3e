"""Did Twilio send this? Fails closed."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from channels.errors import BadSignature, Malformed


def read_form(body: bytes) -> list[tuple[str, str]]:
    """The fields with blank values kept: Twilio signs those too. Raises Malformed."""
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=False, max_num_fields=200)
    except ValueError as error:  # also UnicodeDecodeError
        raise Malformed("not a form") from error


def check(url: str, form: Sequence[tuple[str, str]], signature: str | None, tokens: Sequence[str]) -> None:
    """`url` is the public address as configured at Twilio, with its query. Two tokens are valid while one replaces the other.

    Raises BadSignature.
    """
    fields: dict[str, list[str]] = {}
    for name, value in form:
        fields.setdefault(name, []).append(value)
    for token in tokens:
        # RequestValidator raises on None, so a missing header becomes an empty one
        if RequestValidator(token).validate(url, _Fields(fields), signature or ""):
            return
    raise BadSignature("missing signature" if not signature else "wrong signature")


class _Fields(dict[str, list[str]]):
    """What RequestValidator needs of a multi-dict."""

    def getall(self, name: str) -> list[str]:
        return self[name]
