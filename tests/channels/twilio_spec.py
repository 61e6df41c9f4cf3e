"""Checks requests and answers against Twilio's own description of its Messages resource (tests/twilio/messages.json)."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

SPEC = json.loads((Path(__file__).parents[1] / "twilio" / "messages.json").read_text())
COLLECTION = "/2010-04-01/Accounts/{AccountSid}/Messages.json"


def _nullable(node: Any) -> Any:
    """OpenAPI 3.0's `nullable` in words that JSON Schema knows."""
    if isinstance(node, list):
        return [_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _nullable(value) for key, value in node.items()}
    if node.pop("nullable", False) and "type" in node:
        node["type"] = [node["type"], "null"]
    return node


_WHOLE = _nullable(SPEC)


def _validator(schema: dict[str, Any]) -> Any:
    # the components go along, so that "#/components/…" is found
    return Draft202012Validator({**schema, "components": _WHOLE["components"]}, format_checker=FormatChecker())


_POST = _WHOLE["paths"][COLLECTION]["post"]
_FORM = next(iter(_POST["requestBody"]["content"].values()))["schema"]
_ACCOUNT = _POST["parameters"][0]["schema"]
_LIST = _WHOLE["paths"][COLLECTION]["get"]
_LIST_NAMES = {parameter["name"] for parameter in _LIST["parameters"] if parameter["in"] == "query"}


def problems_of_send(account: str, form: list[tuple[str, str]]) -> list[str]:
    """What is wrong with a POST to Messages; also names that Twilio does not know, which its description would let pass."""
    times = Counter(name for name, _ in form)
    fields: dict[str, Any] = {}
    found = [f"unknown field {name}" for name in times if name not in _FORM["properties"]]
    for name, value in form:
        kind = _FORM["properties"].get(name, {}).get("type")
        if kind == "array":
            fields.setdefault(name, []).append(value)
        else:
            fields[name] = json.loads(value) if kind in ("integer", "number", "boolean") else value
            if times[name] > 1:
                found.append(f"{name} given {times[name]} times")
    found += [error.message for error in _validator(_FORM).iter_errors(fields)]
    return found + [error.message for error in _validator(_ACCOUNT).iter_errors(account)]


def problems_of_list(names: list[str]) -> list[str]:
    return [f"unknown parameter {name}" for name in names if name not in _LIST_NAMES]


def problems_of_message(body: dict[str, Any]) -> list[str]:
    """What is wrong with an answer of the double's own."""
    schema = {"$ref": "#/components/schemas/api.v2010.account.message"}
    return [error.message for error in _validator(schema).iter_errors(body)]
