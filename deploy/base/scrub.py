"""Takes personal data out of a text before it reaches a log. A table of patterns, most specific first."""

import re
from collections.abc import Callable


def _is_bsn(digits: str) -> bool:
    """The 11-test of the citizen service number; points and spaces are how people group it."""
    digits = re.sub(r"\D", "", digits)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(digits) == 9 and sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def _bsn(match: re.Match[str]) -> str:
    return "[bsn]" if _is_bsn(match.group()) else match.group()


PATTERNS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bwhatsapp:\S+", re.I), "[address]"),
    (re.compile(r"\b[A-Z]{2}\.[A-Za-z0-9]{6,128}\b"), "[user-id]"),  # WhatsApp's business-scoped user id
    (re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"), "[e-mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{1,4}\b"), "[iban]"),
    # in small letters words would look the same, so there must be no space in it and digits at its end
    (re.compile(r"\b[a-z]{2}\d{2}(?=[a-z0-9]{11,30}\b)[a-z]{0,4}\d{2}[a-z0-9]*\d{6}\b"), "[iban]"),
    (re.compile(r"(?<![\w-])\d{4}(?:[ .-]?\d{4}){3}(?![\w-])"), "[case-code]"),
    (re.compile(r"(?<![\w.-])(?:\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?!\.\d|[\w-])"), _bsn),
    (re.compile(r"\btel:\+?\d[\d -]{6,}\d"), "[phone]"),
    (re.compile(r"(?<![\w.:/-])(?:\+|00)\d(?:[\d ()-]{6,}\d)(?![\w-])"), "[phone]"),
    (re.compile(r"(?<![\w.:/-])0\d(?:[ -]?\d){8}(?![\w-])"), "[phone]"),
)


def scrub(text: str) -> str:
    """The same text with addresses, phone numbers, e-mail, IBAN, BSN (11-test) and case codes replaced by a label."""
    for pattern, label in PATTERNS:
        text = pattern.sub(label, text)
    return text
