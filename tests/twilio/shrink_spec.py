"""Cuts Twilio's OpenAPI descriptions down to what we use: `python -m tests.twilio.shrink_spec [FOLDER]`.

FOLDER holds the whole files (README.md says where they come from). The results are messages.json and contents.json beside this script.
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WHOLE = HERE / "node_modules" / "@twilio" / "cli-core" / "src" / "services" / "twilio-api"
BASE = "/2010-04-01/Accounts/{AccountSid}/Messages"
MEDIA = f"{BASE}/{{MessageSid}}/Media"
CONTENT = "/v1/Content"
# whole file → (what is left of it, its paths)
PARTS = {
    "twilio_api_v2010.json": ("messages.json", (f"{BASE}.json", f"{BASE}/{{Sid}}.json", f"{MEDIA}.json", f"{MEDIA}/{{Sid}}.json")),
    "twilio_content_v1.json": (
        "contents.json",
        (CONTENT, f"{CONTENT}/{{Sid}}", f"{CONTENT}/{{Sid}}/ApprovalRequests", f"{CONTENT}/{{ContentSid}}/ApprovalRequests/whatsapp"),
    ),
}
SILENT = ("examples", "x-twilio", "x-maturity", "tags")


def shrunk(whole: dict[str, Any], paths: tuple[str, ...]) -> dict[str, Any]:
    """Only those paths and the schemas that they lead to; examples left out, nothing else changed."""
    kept = {path: clean(whole["paths"][path]) for path in paths}
    schemas: dict[str, Any] = {}
    todo = references(kept)
    while todo:
        name = todo.pop()
        if name not in schemas:
            schemas[name] = clean(whole["components"]["schemas"][name])
            todo |= references(schemas[name])
    info = {"title": whole["info"]["title"], "version": whole["info"]["version"], "license": whole["info"]["license"]}
    components = {"schemas": dict(sorted(schemas.items())), "securitySchemes": whole["components"]["securitySchemes"]}
    return {"openapi": whole["openapi"], "info": info, "paths": kept, "components": components}


def main(folder: Path) -> None:
    for source, (target, paths) in PARTS.items():
        small = shrunk(json.loads((folder / source).read_text()), paths)
        (HERE / target).write_text(json.dumps(small, indent=1, ensure_ascii=False) + "\n")
        print(f"{target}: {(HERE / target).stat().st_size} bytes, {len(small['components']['schemas'])} schemas")


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
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WHOLE)
