"""Messages that a key figure forwards (`<lang>/share.yaml`): one for each topic and language, ending with their link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.errors import BrokenContent
from content.files import line_of, read_mapping

FILE = "share.yaml"
CLOSING, LINK = "closing", "{link}"
MOST = 300  # characters with the link: read at a glance in a group, and two SMS
LONGEST_LINK = 60


@dataclass(frozen=True)
class Share:
    """`version` is the Dutch text's own, elsewhere the Dutch version that it was made from. `by_hand`: numbers that are no facts."""

    version: int
    text: str
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shares:
    """`texts` by (topic, lang), `closing` by lang: the last line, with `{link}` in it."""

    texts: Mapping[tuple[str, str], Share] = field(default_factory=dict)
    closing: Mapping[str, str] = field(default_factory=dict)


def read_shares(root: Path, languages: Iterable[str], problems: list[str]) -> Shares:
    """What cannot be read is noted in `problems` and left out. Never raises."""
    texts: dict[tuple[str, str], Share] = {}
    closing: dict[str, str] = {}
    for lang in languages:
        path = root / lang / FILE
        if not path.exists():
            continue
        try:
            records = read_mapping(path)
        except BrokenContent as error:
            problems.append(f"{lang}/{error}")
            continue
        for topic, record in records.items():
            if topic == CLOSING:
                closing[lang] = str(record or "").strip()
            elif record is not None and (share := _share(record, "version" if lang == "nl" else "source_version")):
                texts[str(topic), lang] = share
            elif record is not None:
                problems.append(
                    f"{lang}/{FILE}:{line_of(path, f'{topic}:')}: {topic} needs a text and a version; see docs/content-format.md"
                )
    return Shares(texts, closing)


def _share(record: Any, version: str) -> "Share | None":
    if not isinstance(record, dict) or type(record.get(version)) is not int or not str(record.get("text") or "").strip():
        return None
    by_hand = record.get("by_hand") or []
    return Share(record[version], str(record["text"]).strip(), tuple(map(str, by_hand if isinstance(by_hand, list) else [by_hand])))
