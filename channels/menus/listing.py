"""Every menu and template that the content can make, in every language."""

import re
from collections.abc import Iterator

from channels.menus.shapes import Menu, shape
from channels.messages import SHOW_MENU, Option
from channels.outbox.window import DESK_MESSAGE
from channels.wording import LANGUAGES, Words
from content.catalogue import Catalogue

PARAMETER = re.compile(r"(?<!\{)\{[a-z_]+\}(?!\})")
# as the bot shows a group; were they to differ, nothing breaks: a menu that is not laid down goes as numbered text
PAGE = 5
TEMPLATES = (DESK_MESSAGE,)


def all_of(c: Catalogue, words: Words) -> Iterator[tuple[str, Menu]]:
    """(name, menu), each menu once. Lines with parameters are not the same twice and so have none."""
    for language in LANGUAGES:
        seen: set[str] = set()
        for name, body, options in (*_responses(c, language), *_groups(c, language)):
            menu = shape(body, options, language, words.say("opt_choose", language))
            if menu and menu.mark not in seen:
                seen.add(menu.mark)
                yield name, menu
        for name in TEMPLATES:
            yield name, Menu("template", language, words.say(f"template_{name}", language))


def _responses(c: Catalogue, language: str) -> Iterator[tuple[str, str, list[Option]]]:
    for name, response in c.responses.items():
        key = response["phrase"]
        if response.get("options") and not key.startswith("topic:") and not PARAMETER.search(c.phrases[language].get(key, "")):
            yield name, c.phrase(key, language), [Option(_title(c, o["title"], language), o["payload"]) for o in response["options"]]


def _groups(c: Catalogue, language: str) -> Iterator[tuple[str, str, list[Option]]]:
    for group in dict.fromkeys(topic.group for topic in c.topics.values()):
        topics = [t for t in c.available_topics if c.topics[t].group == group]
        body = c.phrase("group_intro", language, group=c.phrase(f"group_{group}", language))
        for first in range(0, len(topics), PAGE):
            page = first // PAGE + 1
            options = [Option(c.title(t, language), t) for t in topics[first : first + PAGE]]
            if first + PAGE < len(topics):
                options.append(Option(c.phrase("opt_more", language), f"group?value={group}&page={page + 1}"))
            if page > 1:
                options.append(Option(c.phrase("opt_back", language), f"group?value={group}&page={page - 1}"))
            yield f"group_{group}_{page}", body, [*options, Option(c.phrase("opt_menu", language), SHOW_MENU)]


def _title(c: Catalogue, key: str, language: str) -> str:
    return c.title(key.removeprefix("topic:"), language) if key.startswith("topic:") else c.phrase(key, language)
