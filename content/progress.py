"""How far a language under construction is: what is missing before it can be offered."""

from pathlib import Path

from babel.messages.pofile import read_po

from content import menu
from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.files import ROOT, read_lines
from content.languages import LANGUAGES, read_languages
from content.scaffold import WORDS

# What no editor can give: the words by which the bot itself understands the language.
BY_A_PROGRAMMER = (
    "words of danger: bot/nlu/danger_table.py",
    "names of the language, so that people can ask for it: bot/channel/languages.py",
    "yes and no: actions/answers.py; kinds of desk: content/desk_words.yaml; stop words: channels/turns/reserved.py",
    "typing mistakes to train with: bot/nlu/augment.py",
)


def missing(c: Catalogue, code: str, root: Path = ROOT) -> list[str]:
    """One line for each kind of thing; empty when an editor has nothing left to write. `c` was read with this language."""
    answers = [topic for topic in c.topics if (topic, code) not in c.answers]
    phrases = [key for key in c.phrases["en"] if not key.endswith("_short") and not c.phrases[code].get(key, "").strip()]
    questions = [intent for intent in (*c.topics, *c.dialogue_intents) if not _asked(c.questions_file(code, intent))]
    record = read_languages(root)[code]
    words = [name for name in WORDS if not getattr(record, name)]
    style = root.parent / "docs" / "style" / f"{code}.md"
    payload = menu.format_payload("change_language", language=code)
    button = any(o["payload"] == payload for o in c.responses.get("change_language", {}).get("options", []))
    named = [lang for lang in (*LANGUAGES, code) if not c.phrases[lang].get(f"language_name_{code}")]
    return [
        *_counted("answers", answers),
        *_counted("phrases", phrases),
        *_counted("questions", questions),
        *_counted("texts of pages", _pages(root / code / "LC_MESSAGES" / "messages.po")),
        *_counted("words in languages.yaml", words),
        *([] if style.exists() and "To be written." not in style.read_text(encoding="utf-8") else [f"style guide: docs/style/{code}.md"]),
        *_counted(f"phrase language_name_{code}", named),
        *([] if button else ["button: an option under change_language in dialogue.yaml"]),
    ]


def _counted(what: str, names: list[str]) -> list[str]:
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return [f"{what}: {len(names)} ({shown})"] if names else []


def _asked(path: Path) -> bool:
    try:
        return path.exists() and bool(read_lines(path))
    except BrokenContent:
        return False


def _pages(path: Path) -> list[str]:
    if not path.exists():
        return ["messages.po"]
    with path.open("rb") as source:
        return [str(message.id) for message in read_po(source) if message.id and not message.string]
