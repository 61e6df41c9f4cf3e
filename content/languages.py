"""The languages of the service, from languages.yaml: the one list that every room reads."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from content.errors import BrokenContent
from content.files import ROOT, line_of, read_mapping

FILE = "languages.yaml"
_EMPTY = {"str": "", "bool": False, "int": 0}


@dataclass(frozen=True)
class Language:
    """`ready`: offered to workers. `sms_most`: characters of an SMS text. `fold`: an SMS goes out without diacritics."""

    code: str
    name: str
    ready: bool
    locale: str
    alphabet: str
    sms_most: int
    fold: bool
    source: str
    checked: str
    since: str
    check_at: str
    only_dutch: str


def read_languages(root: Path = ROOT) -> dict[str, Language]:
    """By code, in the order of the menus. Raises BrokenContent naming file, line and remedy."""
    path = root / FILE
    return {code: _language(path, str(code), record) for code, record in read_mapping(path).items()}


def _language(path: Path, code: str, record: Any) -> Language:
    """A language under construction may leave its words empty; one that is ready may not."""
    where = f"{FILE}:{line_of(path, f'{code}:')}"
    if not isinstance(record, dict):
        raise BrokenContent(f"{where}: {code} has no `key: value` lines; copy those of another language")
    values: dict[str, Any] = {"code": code}
    for field in fields(Language)[1:]:
        kind = field.type if isinstance(field.type, str) else field.type.__name__
        value = record.get(field.name)
        if type(value).__name__ != kind:
            if record.get("ready") or value is not None:
                raise BrokenContent(f"{where}: {code} needs `{field.name}:` ({kind}); add it")
            value = _EMPTY[kind]
        values[field.name] = value
    return Language(**values)


ALL = read_languages()
LANGUAGES = tuple(code for code, language in ALL.items() if language.ready)
UNDER_CONSTRUCTION = tuple(code for code in ALL if code not in LANGUAGES)
NAMES = {code: language.name for code, language in ALL.items()}
