"""The chosen fields of a case in words of Dutch, as a partner reads them. Nothing of ours: no ids, no names of staff, no keys, no notes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.errors import MissingContent
from content.i18n import translations
from content.live import catalogue
from content.places import index
from referral.database import Case, CaseMessage
from referral.inbox.service import case_key
from referral.inbox.subjects import names_of
from referral.partners.kinds import Field
from referral.seal import boxes
from referral.staff.sessions import SignedIn

READS = "nl"  # partners are Dutch bodies
HERE = ZoneInfo("Europe/Amsterdam")
# the words stand in the catalogue of the pages, so that the page of the choice and the package say the same
LABELS: dict[Field, str] = {
    "kind": "Kind", "urgent": "Urgent", "topic": "Subject", "abuse": "What it is about", "help": "Kind of help",
    "municipality": "Municipality", "language": "Language of the worker", "received": "Received",
    "story": "What the worker wrote", "about": "Whom it is about", "messages": "Messages", "contact": "Contact of the worker",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One field: its name, its Dutch heading, and paragraphs of (who or when, words, language of the words)."""

    name: str
    label: str
    lines: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, object]:
        lines = [{"text": text, "language": language} | ({"from": who} if who else {}) for who, text, language in self.lines]
        return {"name": self.name, "label": self.label, "lines": lines}


def gather(session: Session, case: Case, who: SignedIn, chosen: Sequence[Field]) -> list[Part]:
    """In the order of `chosen`; a field that this case does not have is left out. Raises UnknownCase for an erased case."""
    words = translations(READS).gettext
    found = []
    for name in chosen:
        if lines := (_sealed(session, case, who, name) if name in ("story", "about", "messages", "contact") else _clear(case, name)):
            found.append(Part(name, words(LABELS[name]), tuple(lines)))
    return found


def _clear(case: Case, name: Field) -> list[tuple[str, str, str]]:
    words = translations(READS).gettext
    place = index().municipality(case.municipality) if case.municipality else None
    values = {
        "kind": words("Report") if case.kind == "report" else words("Referral"),
        "urgent": words("yes") if case.urgent else words("no"),
        "topic": catalogue().title(case.topic, READS) if case.topic else "",
        "abuse": _phrase("abuse", case.abuse),
        "help": _phrase("desk_kind", case.desk_kind),
        "municipality": place.municipality if place else "",
        "language": Locale(READS).languages.get(case.language, case.language),
        "received": case.received_at.astimezone(HERE).date().isoformat(),
    }
    return [("", values[name], READS)] if values[name] else []


def _phrase(group: str, name: str | None) -> str:
    try:
        return catalogue().phrase(f"{group}_{name}", READS) if name else ""
    except MissingContent:
        return ""


def _sealed(session: Session, case: Case, who: SignedIn, name: Field) -> list[tuple[str, str, str]]:
    key = case_key(case, who)
    if name == "story":
        text = boxes.unlock(case.sealed_text, key) if case.sealed_text else ""
        return [("", text, case.language)] if text else []
    if name == "about":
        return [("", about, READS) for about in names_of(session, case, who)]
    if name == "contact":
        return _contact(case, who)
    shown = select(CaseMessage).where(CaseMessage.case_id == case.id, CaseMessage.author.in_(("desk", "worker"))).order_by(CaseMessage.at)
    words = translations(READS).gettext
    author = {"desk": words("Desk"), "worker": words("Worker")}
    return [
        (f"{author[m.author]}, {m.at.astimezone(HERE).date().isoformat()}", boxes.unlock(m.sealed_text, key), m.language)
        for m in session.scalars(shown)
    ]


def _contact(case: Case, who: SignedIn) -> list[tuple[str, str, str]]:
    if not case.contact_key or not case.sealed_contact:
        return []
    key = boxes.open_sealed(case.contact_key, who.opens(case.key_no))
    found = json.loads(boxes.unlock(case.sealed_contact, key))
    channel = {"whatsapp": "WhatsApp", "sms": "SMS"}.get(found["channel"], found["channel"])
    return [("", f"{channel} {found['address'].removeprefix('whatsapp:')}", READS)]
