"""Cuts Twilio's OpenAPI description down to the Messages resource: `python tests/twilio/shrink_spec.py twilio_api_v2010.json`.

See README.md for where the whole file comes from. The result is messages.json beside this script.
"""

import json
import sys
from pathlib import Path
from typing import Any

BASE = "/2010-04-01/Accounts/{AccountSid}/Messages"
PATHS = (f"{BASE}.json", f"{BASE}/{{Sid}}.json")
SILENT = ("examples", "x-twilio", "x-maturity", "tags", "security")


def main(source: Path) -> None:
    spec = json.loads(source.read_text())
    paths = {path: clean(spec["paths"][path]) for path in PATHS}
    schemas: dict[str, Any] = {}
    todo = references(paths)
    while todo:
        name = todo.pop()
        if name not in schemas:
            schemas[name] = clean(spec["components"]["schemas"][name])
            todo |= references(schemas[name])
    info = {"title": spec["info"]["title"], "version": spec["info"]["version"], "license": spec["info"]["license"]}
    small = {"openapi": spec["openapi"], "info": info, "paths": paths, "components": {"schemas": dict(sorted(schemas.items()))}}
    target = Path(__file__).with_name("messages.json")
    target.write_text(json.dumps(small, indent=1, ensure_ascii=False) + "\n")
    print(f"{target.name}: {target.stat().st_size} bytes, {len(schemas)} schemas")


def clean(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: clean(value) for key, value in node.items() if key not in SILENT}
    return [clean(value) for value in node] if isinstance(node, list) else node


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        here = {node["$ref"].rsplit("/", 1)[1]} if isinstance(node.get("$ref"), str) else set()
        return here.union(*(references(value) for value in node.values()))
    return set().union(*(references(value) for value in node)) if isinstance(node, list) else set()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
