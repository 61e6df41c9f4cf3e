"""The OpenAPI description as the API Design Rules of the Dutch government want it, from what FastAPI makes of the routes."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from referral.open_api.problems import KIND, MEANINGS
from referral.open_api.schemas import Problem
from referral.settings import settings

VERSION = "1.0.0"  # semantic; its first number stands in the address. A change that breaks callers is a new one beside it
HEADER = "API-Version"
ABOUT = (
    "Reports and referrals of one municipal desk, for other systems of that municipality: subject, place, language, state and dates."
    " What a worker wrote is sealed to the desk and never comes out here. Each token belongs to one desk and has scopes and a last day."
)
TAGS = [
    {"name": "cases", "description": "Reports and referrals of the desk."},
    {"name": "statistics", "description": "Counts of the desk, without small numbers."},
]
ALWAYS = (400, 401, 403, 429, 500, 503)


def describe(app: FastAPI) -> dict[str, Any]:
    """Made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _tidy(
            get_openapi(
                title="Wegwijzer", version=VERSION, summary="Cases of a municipal desk", description=ABOUT, routes=app.routes,
                servers=[{"url": settings().api_url}], tags=TAGS,
            )
        )  # fmt: skip
    return app.openapi_schema


def _tidy(whole: dict[str, Any]) -> dict[str, Any]:
    whole["info"]["contact"] = {
        "name": settings().referral_api_contact_name,
        "email": settings().referral_api_contact_email,
        "url": settings().referral_api_contact_url or settings().referral_public_url,
    }
    schemas, version = whole["components"]["schemas"], {HEADER: {"$ref": f"#/components/headers/{HEADER}"}}
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    whole["components"]["headers"] = {HEADER: {"description": "The version of the API that answered.", "schema": {"type": "string"}}}
    for path, methods in whole["paths"].items():
        for operation in methods.values():
            answers = operation["responses"]
            answers.pop("422", None)
            codes = (*ALWAYS, 404) if "{" in path else ALWAYS
            answers |= {str(code): _problem(code) for code in sorted(codes)}
            for answer in answers.values():
                answer["headers"] = version | answer.get("headers", {})
    return whole


def _problem(code: int) -> dict[str, Any]:
    """One answer that says what went wrong."""
    title, meaning = MEANINGS[code]
    example = {"type": "about:blank", "title": title, "status": code, "detail": meaning}
    content = {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    seconds = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
    return {"description": meaning, "content": content} | ({"headers": {"Retry-After": seconds}} if code == 429 else {})
