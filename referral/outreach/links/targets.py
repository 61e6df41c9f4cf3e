"""Where a link leads, as an address. Pure: numbers and addresses are handed in."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from deploy.base import slugs

# What stands in the message before the person writes: a greeting in the language and nothing that says what it is about, because others
# may look along. It also tells the bot the language. The code behind it is taken off before the bot sees the message.
GREETINGS = {"nl": "Goedendag!", "en": "Hello!", "pl": "Dzień dobry!", "ro": "Bună ziua!", "bg": "Добър ден!"}


@dataclass(frozen=True)
class Doors:
    """The addresses of this installation. Numbers in E.164 (`+3197…`); "" where there is none."""

    public: str
    chat: str
    whatsapp: str = ""
    sms: str = ""


def prefilled(language: str, slug: str = "") -> str:
    """The greeting, with the code of the link behind it: `Dzień dobry! #tako-pime-sa`."""
    greeting = GREETINGS.get(language, GREETINGS["en"])
    return f"{greeting} #{slugs.shown(slug)}" if slug else greeting


def short(doors: Doors, slug: str) -> str:
    """The address that stands on a poster and in a QR code."""
    return f"{doors.public}/go/{slugs.shown(slug)}"


def whatsapp(doors: Doors, language: str, slug: str = "") -> str:
    """wa.me wants digits only. "" without a number."""
    digits = doors.whatsapp.removeprefix("whatsapp:").lstrip("+")
    return f"https://wa.me/{digits}?text={quote(prefilled(language, slug), safe='')}" if digits else ""


def sms(doors: Doors, language: str, slug: str = "") -> str:
    """`?&body=` is read by iOS (which wants `&`) and by Android and RFC 5724 (which want `?`). "" without a number."""
    return f"sms:{doors.sms}?&body={quote(prefilled(language, slug), safe='')}" if doors.sms else ""


def chat(doors: Doors, language: str, topic: str | None = None, slug: str = "") -> str:
    query = {"lang": language, "topic": topic, "via": slugs.shown(slug) if slug else ""}
    return f"{doors.chat}?{urlencode({name: value for name, value in query.items() if value})}"


def address(target: str, doors: Doors, language: str, topic: str | None, slug: str) -> str:
    """Of a link that opens a conversation; the web chat where the number is missing. "" for a page."""
    if target == "page":
        return ""
    made = {"whatsapp": whatsapp, "sms": sms}[target](doors, language, slug) if target in ("whatsapp", "sms") else ""
    return made or chat(doors, language, topic, slug)
