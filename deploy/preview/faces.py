"""One reply in its three forms: WhatsApp bubble, SMS as sent, bubble of the web chat."""

import re
from dataclasses import dataclass
from html import escape

from channels.messages import Channel, Reply
from channels.render import render
from channels.render.segments import Cost, cost
from channels.wording import Words
from content.html import to_html

# What WhatsApp makes of marks: they count at the edge of a word, inside one line.
_MARKS = (("*", "strong"), ("_", "em"), ("~", "s"))
_BULLET = re.compile(r"^[-*] (?=\S)", re.M)


@dataclass(frozen=True)
class Sms:
    text: str
    cost: Cost


@dataclass(frozen=True)
class Faces:
    """`whatsapp`: one bubble for each message; it and `web` are HTML in which every text was escaped. `options` are buttons of the page."""

    whatsapp: tuple[str, ...]
    sms: tuple[Sms, ...]
    web: str
    options: tuple[str, ...]
    danger: bool

    @property
    def segments(self) -> int:
        return sum(sms.cost.segments for sms in self.sms)


def faces(reply: Reply, words: Words, language: str) -> Faces:
    """The same functions that send it in earnest, with the footer they would give it."""
    footer = words.footer(language) if reply.options else ""
    texts = render(Channel.SMS, words.for_sms((reply,), language), footer)
    return Faces(
        whatsapp=tuple(whatsapp_html(text) for text in render(Channel.WHATSAPP, (reply,), footer)),
        sms=tuple(Sms(text, cost(text)) for text in texts),
        web=to_html(reply.text),
        options=tuple(option.title for option in reply.options),
        danger=reply.danger,
    )


def whatsapp_html(text: str) -> str:
    """Bold, italic and struck words as WhatsApp shows them, a dash at the begin of a line as a dot; line breaks stay."""
    html = _BULLET.sub("• ", escape(text))
    for mark, tag in _MARKS:
        m = re.escape(mark)
        html = re.sub(rf"(?<![\w{m}]){m}(?=\S)([^{m}\n]+?)(?<=\S){m}(?![\w{m}])", rf"<{tag}>\1</{tag}>", html)
    return html
