"""Where the files are and how they are read."""

import re
from pathlib import Path
from typing import Any

import yaml

from content.errors import BrokenContent

ROOT = Path(__file__).resolve().parent
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.S)

try:
    from yaml import CSafeLoader as _Quick
except ImportError:  # a PyYAML built without libyaml: the same, slower
    from yaml import SafeLoader as _Quick  # type: ignore[assignment]


class Loader(_Quick):
    """YAML in which a name may stand once: the second would silently take the place of the first, and a worker read the wrong line."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is not None and name != "<<" and name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"`{name}` stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """Raises BrokenContent naming file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 (a safe one, with one rule more)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BrokenContent(f"{path.name}:{line}: not valid YAML ({getattr(error, 'problem', error)})") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenContent(f"{path.name}:1: cannot be read ({error.__class__.__name__})") from None


def read_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """The fields between the `---` lines, and the text after them. Raises BrokenContent."""
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenContent(f"{path.name}:1: cannot be read ({error.__class__.__name__})") from None
    found = _FRONT.match(text)
    if not found:
        raise BrokenContent(f"{path.name}:1: does not begin with a block between two lines `---`")
    try:
        fields = yaml.load(found.group(1), Loader=Loader)  # noqa: S506 (as above)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BrokenContent(
            f"{path.name}:{(mark.line if mark else 0) + 2}: front matter is not valid YAML ({getattr(error, 'problem', error)})"
        ) from None
    if not isinstance(fields, dict):
        raise BrokenContent(f"{path.name}:2: front matter has no `key: value` lines")
    return fields, found.group(2)


def line_of(path: Path, words: str) -> int:
    """The number of the first line with these words; 1 when there is none, so that a message always has a line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)


def read_mapping(path: Path) -> dict[str, Any]:
    """A file of `key: value` lines; an empty file has none. Raises BrokenContent."""
    found = read_yaml(path)
    if not isinstance(found, (dict, type(None))):
        raise BrokenContent(f"{path.name}:1: has no `key: value` lines")
    return found or {}


def read_lines(path: Path) -> list[tuple[int, str]]:
    """(line number, text) of the lines that are neither empty nor a comment. Raises BrokenContent."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenContent(f"{path.name}:1: cannot be read ({error.__class__.__name__}); save it as UTF-8") from None
    return [(n, line.strip()) for n, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]
