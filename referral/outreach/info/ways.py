"""From a page to a conversation: WhatsApp, SMS, the web chat, a report. A way without a number is not shown."""

from dataclasses import dataclass
from urllib.parse import quote

from content.catalogue import Topic
from referral.outreach.links.targets import Doors, chat, sms, whatsapp

QUIET = "help"  # group of topics that nobody should find written in a message by somebody looking along


@dataclass(frozen=True)
class Ways:
    """Addresses; "" where there is none."""

    whatsapp: str
    sms: str
    chat: str
    report: str
    person: str


def ways(doors: Doors, lang: str, topic: Topic | None, title: str) -> Ways:
    """What stands in the message already: a greeting, and the title where that gives nothing away."""
    words = quote(f" {title}", safe="") if topic and not topic.danger and topic.group != QUIET else ""
    return Ways(
        whatsapp=(link := whatsapp(doors, lang)) and link + words,
        sms=(link := sms(doors, lang)) and link + words,
        chat=chat(doors, lang, topic.id if topic else None),
        report=chat(doors, lang, "report_abuse"),
        person=chat(doors, lang, "talk_to_desk"),
    )
