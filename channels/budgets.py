"""Does every turn that the content can make fit its channel: lines of the bot, answers with the buttons under them?

`python -m channels.budgets`, a part of `make check`.
The content check measures texts; this measures what is sent: text, numbered options and footer together, counted as Twilio counts.
"""

import sys
from collections.abc import Iterator

from channels.messages import Channel, Option, Reply
from channels.render import render, whatsapp
from channels.render.segments import cost
from channels.render.sms import is_menu
from channels.turns.reserved import TAKEN_BY_TWILIO
from channels.turns.words import bare
from channels.wording import LANGUAGES, Words
from content import menu
from content.catalogue import Catalogue
from content.languages import ALL
from content.live import catalogue

# language → (encoding, most units, most units for a menu); a part has 153 septets, or 67 letters outside of GSM-7
TWO_PARTS, UCS2_TWO, UCS2_THREE = 306, 134, 201
PARTS = {TWO_PARTS: 2, UCS2_TWO: 2, UCS2_THREE: 3}
SMS = {code: ("UCS-2", UCS2_THREE, UCS2_TWO) if ALL[code].alphabet == "ucs2" else ("GSM-7", TWO_PARTS, TWO_PARTS) for code in LANGUAGES}


def replies(c: Catalogue, language: str) -> Iterator[tuple[str, Reply]]:
    """Every line of the bot's own with its options, and every menu of topics, as they would be said now; parameters stay empty."""
    for name, response in c.responses.items():
        options = tuple(Option(_title(c, o["title"], language), o["payload"]) for o in response.get("options", ()))
        key = response["phrase"]
        if not key.startswith("topic:"):
            yield name, Reply(c.phrase(key, language), c.phrase_sms(key, language), options)


def answers(c: Catalogue, language: str) -> Iterator[tuple[str, Reply]]:
    """The answer to every topic, as it is said today, with its own buttons."""
    for topic in c.topics.values():
        said = c.answer(topic.id, language)
        options = tuple(Option(c.phrase(key, language), payload) for key, payload in menu.ways_on(topic.group, topic.desk_kind))
        yield topic.id, Reply(said.full, said.sms, options, said.danger)


def problems(c: Catalogue | None = None) -> list[str]:
    """Each with the place and the remedy."""
    c = c or catalogue()
    words = Words(c)
    return [p for language in LANGUAGES for p in _of_language(c, words, language)]


def _of_language(c: Catalogue, words: Words, language: str) -> Iterator[str]:
    for name, reply in replies(c, language):
        yield from _problems(words, language, f"{language}/phrases.yaml: {name}", reply, "write a _short form")
    for topic, reply in answers(c, language):
        yield from _problems(words, language, f"{language}/answers/{topic}.md: # short", reply, "shorten it")


def _problems(words: Words, language: str, where: str, reply: Reply, remedy: str) -> Iterator[str]:
    footer = words.footer(language) if reply.options else ""
    (short,) = words.for_sms((reply,), language)
    text = "\n".join(render(Channel.SMS, (short,), footer))
    encoding, most, most_menu = SMS[language]
    counted, limit = cost(text), most_menu if is_menu(reply.options) else most
    if encoding == "GSM-7" and counted.encoding != encoding:
        yield f"{where} has letters that make an SMS dear; {remedy} without them"
    elif counted.units > limit or counted.segments > PARTS[limit]:  # a letter of two units may not be cut in two
        yield f"{where} is an SMS of {counted.units} characters with its options, at most {limit}; {remedy}"
    for option in (*reply.options, *short.options):
        if bare(option.title) in TAKEN_BY_TWILIO:
            yield f"{where} offers {option.title!r}, which Twilio takes for itself on SMS; give it another title"
    if len(whatsapp.render((reply,), footer)) > 1:
        yield f"{where} is longer than one WhatsApp message; shorten it"


def _title(c: Catalogue, key: str, language: str) -> str:
    return c.title(key.removeprefix("topic:"), language) if key.startswith("topic:") else c.phrase(key, language)


def main() -> int:
    found = problems()
    for problem in found:
        print(problem)
    print(f"budgets: {len(found)} turns over what their channel takes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
