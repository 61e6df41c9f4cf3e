"""The shapes that pass between the folders of this room. No framework, no provider."""

from dataclasses import dataclass, field
from enum import StrEnum

SHOW_MENU = "show_menu"  # the payload that is always on offer


class Channel(StrEnum):
    WHATSAPP = "whatsapp"
    SMS = "sms"
    WEB = "web"


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    MEDIA = "media"
    LOCATION = "location"
    STICKER = "sticker"
    CONTACT = "contact"


@dataclass(frozen=True)
class Location:
    lat: float
    lon: float


@dataclass(frozen=True)
class InboundMessage:
    """What a worker sent. `provider_id` is unique at the provider; `sender` is what the pseudonym is made of (a stable user id where the
    provider has one, else the address); `address` is where an answer goes. Names that the provider adds are never in here."""

    provider_id: str
    channel: Channel
    address: str
    sender: str
    kind: Kind
    text: str = ""
    payload: str = ""
    location: Location | None = None
    language: str = ""  # of the page, on the web
    via: str = ""  # the slug of the share link that brought this message; taken off its words
    opt_out: str = ""  # STOP, START or HELP when the provider itself already dealt with the word
    files: int = 0  # how many pictures, voice notes and so on the provider keeps with it; we never fetch them


@dataclass(frozen=True)
class Option:
    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One bubble of the bot: `text` for WhatsApp and web (*bold*), `sms` the short form."""

    text: str
    sms: str = ""
    options: tuple[Option, ...] = ()
    danger: bool = False
    topic: str = ""  # of an answer: there is a page about it


@dataclass(frozen=True)
class Answer:
    """The bot's answer to one message; `ticket` is set when a worker who wants to be contacted has just filed a case."""

    language: str | None
    replies: tuple[Reply, ...]
    ticket: str | None = None

    @property
    def topic(self) -> str:
        """Of ours, that was asked about; "" when none was, or several were."""
        about = {reply.topic for reply in self.replies if reply.topic}
        return about.pop() if len(about) == 1 else ""

    @property
    def options(self) -> tuple[Option, ...]:
        """Every option of the turn in the order in which they are numbered."""
        return tuple(option for reply in self.replies for option in reply.options)


@dataclass(frozen=True)
class Rich:
    """The same message as something laid down at the provider: with buttons, or approved to be sent at any time.

    `shown` is its text as the provider shows it; `only`: the plain body may not go instead (outside of WhatsApp's window).
    """

    content_id: str
    shown: str = field(repr=False)
    only: bool = False


@dataclass(frozen=True)
class OutboundMessage:
    """What goes to a provider. `id` is ours and comes back in the status callback; `body` also stands in when `rich` is refused."""

    id: str
    channel: Channel
    address: str = field(repr=False)
    body: str = field(repr=False)
    rich: Rich | None = None
