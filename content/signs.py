"""Signs of danger (`danger/<lang>/<kind>.yaml`): lines that editors write, read into rules; the bot matches them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.errors import BrokenContent
from content.files import ROOT, line_of, read_mapping, read_yaml
from content.languages import LANGUAGES

# When several kinds are found, the one that leaves the least time comes first.
KINDS = ("medical", "fire", "suicide", "violence", "held", "passport", "frost")
FURTHER = 4  # words that may stand between two words joined with `..`
_LIST = re.compile(r"<([\w-]+)>")
_WORD = re.compile(r"=?[^\W_]+(?:'[^\W_]+)*\*?(?:_[^\W_]+(?:'[^\W_]+)*\*?)*")

# Alternatives for one place, in natural spelling; `*` any ending, `=` no typing slips, `_` joins several words ("passed_out").
Slot = tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One line. `phrases`: all must occur near each other, in any order; each is a row of (words allowed before it, slot).

    `unless`: words that take the sign away; `alone`: counts only in a message without other words.
    """

    kind: str
    phrases: tuple[tuple[tuple[int, Slot], ...], ...]
    unless: Slot = ()
    alone: bool = False


def rules(language: str, root: Path = ROOT) -> tuple[Rule, ...]:
    """All rules of a language. Raises BrokenContent naming file, line and remedy."""
    folder = root / "danger" / language
    words = {name: str(listed) for name, listed in read_mapping(folder / "words.yaml").items()}
    return tuple(rule for kind in KINDS for rule in _kind(folder / f"{kind}.yaml", kind, words))


@lru_cache(maxsize=1)
def all_rules() -> dict[str, tuple[Rule, ...]]:
    """By language, read once."""
    return {language: rules(language) for language in LANGUAGES}


def _kind(path: Path, kind: str, words: dict[str, str]) -> Iterator[Rule]:
    where, lines = f"danger/{path.parent.name}/{path.name}", read_yaml(path)
    if not isinstance(lines, list) or not lines:
        raise BrokenContent(f"{where}:1: has no line `- words`; write at least one sign of this danger")
    for line in lines:
        try:
            yield read_rule(kind, str(line), words)
        except ValueError as error:
            raise BrokenContent(f"{where}:{line_of(path, str(line))}: {error}") from None


def read_rule(kind: str, line: str, words: dict[str, str]) -> Rule:
    """One line as a rule; `words` are the named lists. Raises ValueError with the remedy."""
    text, _, unless = line.partition(" ! ")
    text = text.strip()
    alone = text.startswith("^")
    phrases = tuple(_phrase(part, words) for part in text.removeprefix("^").split(" & "))
    return Rule(kind, phrases, tuple(w for word in unless.split() for w in _slot(word, words)), alone)


def _phrase(text: str, words: dict[str, str]) -> tuple[tuple[int, Slot], ...]:
    out: list[tuple[int, Slot]] = []
    between = 0
    for word in text.split():
        if word == "..":
            between = FURTHER
            continue
        out.append((between, _slot(word, words)))
        between = 0
    if not out or between:
        raise ValueError(f'"{text}" has no word where one is needed; put a word on both sides of `&` and `..`')
    return tuple(out)


def _slot(text: str, words: dict[str, str]) -> Slot:
    out: list[str] = []
    for word in text.split("|"):
        named = _LIST.fullmatch(word)
        if named and named[1] not in words:
            raise ValueError(f"there is no list <{named[1]}>; add it under `words:`")
        for one in words[named[1]].split() if named else [word]:
            if not _WORD.fullmatch(one):
                raise ValueError(f'"{one}" is not a word; only letters, `*` at the end, `=` at the beginning and `_` between words')
            out.append(one)
    return tuple(out)
