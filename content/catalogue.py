"""Everything that can be said: topics, answers, phrases, buttons."""

import hashlib
import logging
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from content.answers import Answer, read_answer
from content.errors import BrokenContent, MissingContent
from content.facts import Facts
from content.files import ROOT, read_mapping
from content.languages import LANGUAGES
from content.page_words import Words, read_page_words, words_of
from content.placeholders import PLACEHOLDER, parse, value_of
from content.render import Rendered, filled, render
from content.shares import LINK, Shares, read_shares

log = logging.getLogger(__name__)
_PARAMETER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


@dataclass(frozen=True)
class Topic:
    """A question we answer; its id is also the name of its intent."""

    id: str
    group: str
    scope: str
    desk_kind: str | None
    danger: bool


@dataclass
class Catalogue:
    """`problems` lists files that could not be read; the texts that could be are there all the same."""

    root: Path
    topics: dict[str, Topic]
    dialogue_intents: tuple[str, ...]
    desk_kinds: dict[str, str]
    facts: Facts
    links: dict[str, str]
    answers: dict[tuple[str, str], Answer]
    phrases: dict[str, dict[str, str]]
    responses: dict[str, dict[str, Any]]
    version: str
    problems: list[str] = field(default_factory=list)
    day: date | None = None  # said as on that day; None is today
    shares: Shares = field(default_factory=Shares)  # messages that key figures forward
    page_words: Words = field(default_factory=dict)  # around the answers on public pages: name → language → text
    languages: tuple[str, ...] = LANGUAGES  # those that were read: the ones that workers are offered

    def answer(self, topic: str, lang: str, on: date | None = None) -> Rendered:
        """The answer as it is said on a day (default today); in Dutch, saying so, where the language lacks it.

        Raises MissingContent when there is no Dutch text either.
        """
        found = self.answers.get((topic, lang)) or self.answers.get((topic, "nl"))
        if found is None or topic not in self.topics:
            raise MissingContent(f"no answer {topic} in {lang}")
        shown = render(found, self.topics[topic].danger, self.facts, self.links, on or self.day or date.today())
        if found.lang == lang:
            return shown
        self._tell(f"{lang}/answers/{topic}.md: missing or broken; the Dutch text is said instead")
        return shown.in_dutch_for(lang)

    def title(self, topic: str, lang: str) -> str:
        """The short name of a topic; its id in words when nothing is written yet."""
        found = self.answers.get((topic, lang)) or self.answers.get((topic, "nl"))
        return found.title if found else topic.replace("_", " ").capitalize()

    def share_text(self, topic: str, lang: str, link: str, on: date | None = None) -> str:
        """A message to forward, at most 300 characters with a link of 60: what it is about, what is worth knowing, the link.

        A line whose figure is not valid on that day is left out. Raises MissingContent for a topic or language that has none.
        """
        found, closing = self.shares.texts.get((topic, lang)), self.shares.closing.get(lang)
        if found is None or closing is None:
            raise MissingContent(f"no message to share for {topic} in {lang}")
        text = filled(found.text, self.facts, self.links, lang, on or self.day or date.today())
        return f"{text}\n{closing.replace(LINK, link)}"

    def words_of_pages(self, lang: str, on: date | None = None) -> dict[str, str]:
        """What stands around the answers on public pages, by name. Raises MissingContent naming what the language lacks."""
        return words_of(self.page_words, self.facts, lang, on or self.day or date.today())

    def phrase(self, key: str, lang: str, **given: object) -> str:
        """A line of the bot's own, filled in; unknown names stay empty. Raises MissingContent when no language has the key."""
        text = self.phrases.get(lang, {}).get(key)
        if text is None:
            text = self.phrases.get("en", {}).get(key)
            if text is None:
                raise MissingContent(f"no phrase {key}")
            self._tell(f"{lang}/phrases.yaml: {key} is missing; the English line is said instead")
        text = PLACEHOLDER.sub(lambda hit: self._value(hit.group(1), lang), text)
        return _PARAMETER.sub(lambda hit: str(given.get(hit.group(1), "")), text)

    def phrase_sms(self, key: str, lang: str, **given: object) -> str:
        """The SMS form: `<key>_short` where written, else the phrase without marks."""
        if f"{key}_short" in self.phrases.get(lang, {}):
            return self.phrase(f"{key}_short", lang, **given)
        return re.sub(r"(?<!\w)[*_]|[*_](?!\w)", "", self.phrase(key, lang, **given))

    @property
    def available_topics(self) -> list[str]:
        """Topics that can be asked: an answer and questions in every language."""
        return [
            t for t in self.topics if all((t, lang) in self.answers and self.questions_file(lang, t).exists() for lang in self.languages)
        ]

    def questions_file(self, lang: str, intent: str) -> Path:
        return self.root / lang / "questions" / f"{intent}.txt"

    def _tell(self, problem: str) -> None:
        """A gap that a worker met: for the operator, once."""
        if problem not in self.problems:
            self.problems.append(problem)
            log.error("content: %s", problem)

    def _value(self, name: str, lang: str) -> str:
        value = value_of(parse(name, self.facts), self.facts, self.links, lang, self.day or date.today())
        return value[0] if value else ""


def load_catalogue(root: Path = ROOT, languages: tuple[str, ...] = LANGUAGES) -> Catalogue:
    """Read everything below `root`.

    A broken answer, phrase file or fact is noted in `problems` and left out; without topics, links or dialogue
    there is nothing to say: those raise BrokenContent.
    """
    listed = read_mapping(root / "topics.yaml")
    try:
        topics = {t["id"]: Topic(t["id"], t["group"], t["scope"], t.get("desk"), bool(t.get("danger"))) for t in listed["topics"]}
        intents, desk_kinds = tuple(d["id"] for d in listed["dialogue"]), dict(listed["desk_kinds"])
    except (KeyError, TypeError) as error:
        raise BrokenContent(f"topics.yaml:1: lacks {error}; see docs/content-format.md") from None
    problems: list[str] = []
    answers: dict[tuple[str, str], Answer] = {}
    phrases: dict[str, dict[str, str]] = {}
    for lang in languages:
        for path in sorted((root / lang / "answers").glob("*.md")):
            try:
                answers[path.stem, lang] = read_answer(path, lang)
            except BrokenContent as error:
                problems.append(f"{lang}/answers/{error}")
        phrases[lang] = _phrases(root, lang, problems)
    dialogue = root / "dialogue.yaml"
    return Catalogue(
        root=root,
        topics=topics,
        dialogue_intents=intents,
        desk_kinds=desk_kinds,
        facts=Facts.load(root, problems),
        links={str(k): str(v) for k, v in read_mapping(root / "links.yaml").items()},
        answers=answers,
        phrases=phrases,
        responses=dict(read_mapping(dialogue).get("responses") or {}) if dialogue.exists() else {},
        version=fingerprint(root),
        problems=problems,
        languages=languages,
        shares=read_shares(root, languages, problems),
        page_words=read_page_words(root, problems),
    )


def _phrases(root: Path, lang: str, problems: list[str]) -> dict[str, str]:
    path = root / lang / "phrases.yaml"
    if not path.exists():
        return {}
    try:
        # a key with nothing behind it is not written yet
        return {str(k): str(v) for k, v in read_mapping(path).items() if v is not None}
    except BrokenContent as error:
        problems.append(f"{lang}/{error}")
        return {}


def spoken_files(root: Path = ROOT) -> list[Path]:
    """Everything that is said comes from these files (not the questions)."""
    return [path for pattern in ("*.yaml", "*/phrases.yaml", "*/share.yaml", "*/answers/*.md") for path in sorted(root.glob(pattern))]


def fingerprint(root: Path = ROOT) -> str:
    """Twelve hex digits over everything that is said."""
    digest = hashlib.sha256()
    for path in spoken_files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
