"""Which of the options last shown does a message mean? Pure."""

import re
from collections.abc import Collection, Sequence

from channels.messages import SHOW_MENU, InboundMessage, Kind, Option
from channels.turns import numbers
from channels.turns.words import bare

PAYLOAD = re.compile(r"^[a-z][a-z0-9_]{0,47}(\?[a-z_]{1,32}=[\w.:-]{1,64}(&[a-z_]{1,32}=[\w.:-]{1,64}){0,4})?$")


def choose(message: InboundMessage, options: Sequence[Option], always: Collection[str] = ()) -> str | None:
    """The payload meant, or None when the words are words.

    A payload from outside counts only when it was on offer or is one of `always`: nobody can forge a choice.
    """
    if message.kind is Kind.CHOICE:
        offered = {option.payload for option in options}
        if message.payload in offered or message.payload == SHOW_MENU or message.payload in always:
            return message.payload
        return by_words(message.text, options)
    return by_words(message.text, options) if message.kind is Kind.TEXT else None


def by_words(text: str, options: Sequence[Option]) -> str | None:
    """By number or by title, in any script and without accents."""
    word = bare(text)
    if not word:
        return None
    number = numbers.read(word)
    if number is not None and 1 <= number <= len(options):
        return options[number - 1].payload
    titles = [bare(option.title) for option in options]
    if word in titles:
        return options[titles.index(word)].payload
    # "2 Housing", as people copy a whole line
    first, _, rest = word.partition(" ")
    if first.isdecimal() and rest in titles and titles.index(rest) == int(first) - 1:
        return options[int(first) - 1].payload
    return None
