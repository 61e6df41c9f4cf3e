"""Rules as a file that a person reads and changes: YAML, a list, one rule each with the name of its desk."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from content.languages import LANGUAGES
from content.live import catalogue
from content.places import index
from referral.cases.schemas import Language, Name
from referral.errors import Malformed
from referral.routing.lint import Domains
from referral.routing.rules import FACTS, Rule


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["report", "referral"] | None = None
    desk_kind: Name | None = None
    municipality: str | None = Field(None, pattern=r"^\d{4}$")
    topic: Name | None = None
    language: Language | None = None
    urgent: bool | None = None
    desk: str


def read(path: Path) -> list[Rule[str]]:
    """Raises Malformed with the place of the fault."""
    try:
        lines = TypeAdapter(list[Line]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except ValidationError as error:
        raise Malformed("; ".join("/".join(map(str, e["loc"])) + ": " + e["msg"] for e in error.errors())) from None
    except yaml.YAMLError as error:
        raise Malformed(f"no YAML: {error}") from None
    return [Rule(**line.model_dump()) for line in lines]


def written(rules: list[Rule[str]]) -> str:
    rows = [{**{name: getattr(rule, name) for name in FACTS if name in rule.conditions}, "desk": rule.desk} for rule in rules]
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)) if rows else "[]\n"


def domains() -> Domains:
    """Every value that a fact can have in this installation."""
    topics = catalogue()
    return {
        "kind": ("report", "referral"),
        "desk_kind": (*topics.desk_kinds, None),
        "municipality": (*index().municipalities, None),
        "topic": (*topics.topics, None),
        "language": LANGUAGES,
        "urgent": (True, False),
    }
