"""A turn as an SMS: plain words, no marks, no emoji, letters that do not double the price."""

import re
import unicodedata
from collections.abc import Sequence

from channels.messages import SHOW_MENU, Option, Reply
from channels.render.segments import cost, is_gsm7
from channels.render.split import split

LIMIT = 1600
PARTS = 2  # a footer never begins a part beyond these
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\ufe0f\u20e3", ""),
        "…": "...",
        "•": "-",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
    }
)


def plain(text: str) -> str:
    """Without marks, emoji and (outside Cyrillic) accents that GSM-7 does not have."""
    text = ITALIC.sub(r"\1", BOLD.sub(r"\1", text)).translate(TYPOGRAPHY)
    text = "".join(_letter(c) for c in unicodedata.normalize("NFC", text))
    return re.sub(r"[ ]{2,}", " ", "\n".join(line.strip() for line in text.splitlines())).strip()


def render(replies: Sequence[Reply], footer: str = "") -> list[str]:
    """Usually one text. The footer goes along only with options and where it costs no third part.

    What says the same twice is left out: the option "menu" at the end above a footer that offers it, and that footer under the menu itself.
    """
    options = [option for reply in replies for option in reply.options]
    if is_menu(options):
        footer = ""
    hidden = len(options) if footer and options and options[-1].payload == SHOW_MENU else 0
    lines: list[str] = []
    number = 0
    for reply in replies:
        lines += [plain(reply.sms or reply.text)]
        for option in reply.options:
            number += 1
            if number != hidden:
                lines.append(f"{number} {plain(option.title)}")
    text = "\n".join(line for line in lines if line)
    if footer and number:
        longer = f"{text}\n{plain(footer)}"
        if cost(longer).segments <= max(PARTS, cost(text).segments):
            text = longer
    return split(text, LIMIT)


def is_menu(options: Sequence[Option]) -> bool:
    """The main menu: it leads to groups of topics."""
    return sum(option.payload.startswith("group?") for option in options) > 1


def _letter(c: str) -> str:
    if is_gsm7(c) or "\u0400" <= c <= "\u04ff":
        return c
    if unicodedata.category(c) in ("So", "Sk", "Cs", "Co", "Cn", "Cf", "Cc"):
        return " " if c == "\n" else ""
    base = "".join(part for part in unicodedata.normalize("NFKD", c) if not unicodedata.combining(part))
    return base if is_gsm7(base) else c
