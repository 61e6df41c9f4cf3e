"""The code of a share link in a message (`Dzień dobry! #tako-pime-sa`): found, taken off, and never shown to the bot. Pure."""

import re
from dataclasses import replace

from channels.messages import SHOW_MENU, Channel, InboundMessage, Kind
from deploy.base import slugs

# three groups at most, as it is written on posters, with whatever a telephone makes of the strokes between them
_MARKED = re.compile(r"#[ ]?([\w@$|]{2,14}(?:[-‐‑–—. ]{1,2}[\w@$|]{2,6}){0,2})", re.UNICODE)
_LONGEST_ALONE = 24


def taken_off(message: InboundMessage) -> InboundMessage:
    """With `via` set to the slug and the words without it; the same message when there is none.

    Without its `#` a code counts only when it is the whole message: a sentence may look like one by chance.
    """
    if message.kind is not Kind.TEXT or message.channel is Channel.WEB:
        return message
    for found in _MARKED.finditer(message.text):
        said = found[1]
        while said:  # "#tako-pime-sa ile" reads on into the next word
            if slug := slugs.read(said):
                return _without(message, slug, message.text[: found.start()] + message.text[found.start(1) + len(said) :])
            said = re.sub(r"[-‐‑–—. ]*[\w@$|]+$", "", said) if re.search(r"[-‐‑–—. ]", said) else ""
    if len(message.text) <= _LONGEST_ALONE and (slug := slugs.read(message.text)):
        return _without(message, slug, "")
    return message


def _without(message: InboundMessage, slug: str, rest: str) -> InboundMessage:
    words = re.sub(r"[ \t]{2,}", " ", rest).strip()
    if words:
        return replace(message, text=words, via=slug)
    return replace(message, kind=Kind.CHOICE, text="", payload=SHOW_MENU, via=slug)
