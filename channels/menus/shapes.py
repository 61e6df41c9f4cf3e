"""When a turn fits WhatsApp's buttons or list, and how. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from channels.messages import Option

# WhatsApp's limits in a conversation, without approval
MOST_BUTTONS, BUTTON_TITLE = 3, 20
MOST_ITEMS, ITEM_TITLE = 10, 24
BODY, ID, OPEN_LIST = 1024, 200, 20

Kind = Literal["quick-reply", "list-picker", "template"]


@dataclass(frozen=True)
class Menu:
    """`button` opens the list; a template has neither items nor button."""

    kind: Kind
    language: str
    body: str
    items: tuple[Option, ...] = ()
    button: str = ""

    @property
    def mark(self) -> str:
        """64 hex digits over everything that is shown: another text is another resource."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False).encode()).hexdigest()


def shape(body: str, options: Sequence[Option], language: str, button: str) -> Menu | None:
    """None when it fits neither: then the turn goes as numbered text."""
    body, titles = body.strip(), [option.title for option in options]
    if not body or not options or len(body) > BODY or any(len(option.payload) > ID for option in options):
        return None
    if not all(titles) or len(set(titles)) < len(titles):
        return None  # WhatsApp wants every title to be there, and once
    longest = max(map(len, titles))
    if len(options) <= MOST_BUTTONS and longest <= BUTTON_TITLE:
        return Menu("quick-reply", language, body, tuple(options))
    if len(options) <= MOST_ITEMS and longest <= ITEM_TITLE and 0 < len(button) <= OPEN_LIST:
        return Menu("list-picker", language, body, tuple(options), button)
    return None
