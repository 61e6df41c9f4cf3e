"""The package as one document, of which the JSON and the PDF are two forms; and the mark of what was shown before it was sent."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from content.i18n import translations
from referral import pdf
from referral.errors import Malformed
from referral.packages.archive import FORMAT
from referral.packages.parts import HERE, READS, Part
from referral.partners.tables import Partner
from referral.settings import settings

LONGEST_SUMMARY = 2000
Basis = Literal["agreed", "danger"]
# why the case may go to somebody else; the words stand in the catalogue of the pages
BASES: dict[Basis, str] = {
    "agreed": "The worker knows that this goes to the partner and agrees.",
    "danger": "There is danger for somebody and the worker could not be asked.",
}


@dataclass(frozen=True)
class Content:
    """What staff have chosen to send. `summary`: the officer's own words, in Dutch, or nothing."""

    partner: Partner
    desk: str
    basis: Basis
    parts: tuple[Part, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "format": FORMAT, "from": self.desk, "to": {"name": self.partner.name, "kind": self.partner.kind}, "basis": self.basis,
            "fields": [part.as_json() for part in self.parts],
        }  # fmt: skip

    def mark(self) -> str:
        """The same for the same content: what is sent is what was shown, or it is not sent."""
        return hashlib.sha256(json.dumps(self.as_json()).encode()).hexdigest()


def basis_of(value: str) -> Basis:
    """Raises Malformed."""
    for known in BASES:
        if known == value:
            return known
    raise Malformed("why it may go to the partner")


def summary_part(words: str) -> list[Part]:
    """Raises Malformed when it is too long."""
    words = words.strip().replace("\r\n", "\n")
    if len(words) > LONGEST_SUMMARY:
        raise Malformed(f"at most {LONGEST_SUMMARY} characters")
    label = translations(READS).gettext("In the words of the desk")
    return [Part("summary", label, (("", words, READS),))] if words else []


def whole(content: Content, number: str, at: datetime, code: str) -> dict[str, object]:
    """With what is only known when it is made."""
    receipt = {"page": f"{settings().referral_public_url}/receipt", "code": code}
    return {"package": number, "made_at": at.isoformat(timespec="seconds"), **content.as_json(), "receipt": receipt}


def as_pdf(content: Content, number: str, at: datetime, code: str) -> bytes:
    words = translations(READS).gettext
    data: dict[str, object] = {
        "title": words("A case for %s") % content.partner.name,
        "number": number,
        "head": [
            (words("Package"), number),
            (words("From"), content.desk),
            (words("Date"), at.astimezone(HERE).strftime("%d-%m-%Y")),
            (words("Why it may be passed on"), words(BASES[content.basis])),
        ],
        "parts": [part.as_json() for part in content.parts],
        "receipt": {
            "title": words("Please confirm receipt"),
            "text": words("Confirm on this page, with this code, and tell there later what became of it:"),
            "page": f"{settings().referral_public_url}/receipt",
            "code": code,
        },
    }
    return pdf.made(Path(__file__).with_name("package.typ"), data, at)
