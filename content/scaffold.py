"""A new language: every file that has to be written, with the English or Dutch text beside it as a comment."""

import io
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.pofile import read_po, write_po

from content.catalogue import Catalogue
from content.errors import BrokenContent
from content.files import ROOT
from content.languages import ALL, FILE
from content.shares import FILE as SHARE
from content.slugs import FILE as SLUGS
from content.slugs import rows

LATIN, MOST_GSM7, MOST_UCS2 = "Latn", 306, 201
WORDS = ("source", "checked", "since", "check_at", "only_dutch")


def begin(code: str, c: Catalogue, root: Path = ROOT) -> list[Path]:
    """Writes what is not there yet and touches nothing that is; the files written. Raises BrokenContent for a code that is no language."""
    files = {root / code / "phrases.yaml": _phrases(c), root / code / "LC_MESSAGES" / "messages.po": _pages(code, root)}
    files |= {root / code / SLUGS: _slugs(c, root), root / code / SHARE: _shares(c)}
    files |= {root / code / "answers" / f"{topic}.md": _answer(c, topic, root) for topic in c.topics}
    files |= {c.questions_file(code, intent): _questions(c, intent) for intent in (*c.topics, *c.dialogue_intents)}
    files |= {root.parent / "docs" / "style" / f"{code}.md": _style(root, _locale(code))}
    written = []
    for path, text in files.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    if code not in ALL:
        with (root / FILE).open("a", encoding="utf-8") as listed:
            listed.write(_record(code))
        written.append(root / FILE)
    return written


def _locale(code: str) -> Locale:
    """The language in the country where most speak it. Raises BrokenContent."""
    likely = get_global("likely_subtags").get(code)
    try:
        return Locale.parse(likely or code)
    except (UnknownLocaleError, ValueError):
        raise BrokenContent(f"{FILE}:1: `{code}` is no language code; take two letters, such as uk for Ukrainian") from None


def _record(code: str) -> str:
    locale = _locale(code)
    latin = LATIN in (get_global("likely_subtags").get(code) or LATIN)
    fields = {
        "name": (locale.get_language_name(code) or code).capitalize(),
        "ready": "false",
        "locale": f"{locale.language}_{locale.territory}" if locale.territory else code,
        "alphabet": "gsm7" if latin else "ucs2",
        "sms_most": MOST_GSM7 if latin else MOST_UCS2,
        "fold": "true" if latin else "false",
        **{word: f"'' # English: {getattr(ALL['en'], word)}" for word in WORDS},
    }
    return f"{code}:\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items())


def _answer(c: Catalogue, topic: str, root: Path) -> str:
    """Empty under its headings, so that it counts as missing; the English text stands as a comment at the top."""
    source, english = c.answers.get((topic, "nl")), c.answers.get((topic, "en"))
    title = f"title: # English: {english.title}" if english else "title:"
    facts = [f"source: {english.source}"] if english and english.source else []
    facts += [f"facts: [{', '.join(english.facts)}]"] if english and english.facts else []
    beside = (f"# short\n{english.short}\n\n# full\n{english.full}" if english else c.topics[topic].scope).splitlines()
    comment = "\n".join(f"# | {line}".rstrip() for line in beside)
    top = "\n".join([title, f"source_version: {source.version if source else 1}", *facts])
    return f"---\n{top}\n# The English text to write from; take it out when this is done.\n{comment}\n---\n# short\n\n# full\n"


def _phrases(c: Catalogue) -> str:
    lines = ["# The bot's own lines. Keys and their meaning: docs/phrase-keys.md. A key with nothing behind it counts as missing."]
    for key, english in c.phrases["en"].items():
        both = (("en", english), ("nl", c.phrases["nl"].get(key, "")))
        lines += [f"# {lang}: {line}".rstrip() for lang, text in both for line in text.splitlines()]
        lines += [f"{key}:", ""]
    return "\n".join(lines)


def _shares(c: Catalogue) -> str:
    """Each message empty, with the English one above it as a comment."""
    lines = ["# Messages that key figures forward; see docs/content-format.md.", f"# en: {c.shares.closing.get('en', '')}", "closing:"]
    for topic in c.topics:
        english, source = c.shares.texts.get((topic, "en")), c.shares.texts.get((topic, "nl"))
        lines += [f"# en: {line}" for line in (english.text if english else "").splitlines()]
        lines += [f"{topic}: # with `source_version: {source.version if source else 1}` and `text: |-` below it"]
    return "\n".join(lines) + "\n"


def _slugs(c: Catalogue, root: Path) -> str:
    english = rows(root, "en")
    head = "# The address of each topic's public page: small letters a to z and hyphens. Fixed for good once it is public."
    return "\n".join([head, *(f"{topic}: # English: {english.get(topic, [''])[0]}" for topic in c.topics)]) + "\n"


def _questions(c: Catalogue, intent: str) -> str:
    topic = c.topics.get(intent)
    about = f" ({topic.scope})" if topic else ""
    return f"# What people write about {intent}{about}: one message a line, at least sixty, as they write it themselves.\n"


def _pages(code: str, root: Path) -> str:
    """The texts of pages and mails, not translated."""
    with (root / "nl" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source)
    catalogue.locale = _locale(code)
    for message in catalogue:
        if message.id:
            message.string = ("", "") if message.pluralizable else ""
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, width=0)
    return out.getvalue().decode()


def _style(root: Path, locale: Locale) -> str:
    """The headings of the English guide, to be filled in."""
    english = (root.parent / "docs" / "style" / "en.md").read_text(encoding="utf-8")
    heads = [line for line in english.splitlines() if line.startswith("## ")]
    return f"# Style guide {locale.get_language_name('en')}\n\n" + "\n".join(f"{head}\n\nTo be written.\n" for head in heads)
