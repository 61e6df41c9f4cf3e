"""One reply: the full text, the SMS text, the buttons, and whether it is about danger."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Reply:
    text: str
    sms: str
    options: list[dict[str, str]] = field(default_factory=list)
    danger: bool = False
    topic: str = ""  # of an answer: there is a page about it

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
