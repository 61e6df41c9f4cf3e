"""The API's description, linted by Spectral with the API Design Rules, and what of them a description cannot show."""

import copy
import os
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from referral.settings import settings
from tests.referral import adr


@pytest.fixture
def described(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """As production would show it: over https."""
    monkeypatch.setenv("REFERRAL_PUBLIC_URL", "https://loket.example")
    settings.cache_clear()
    answer = room.get("/v1/openapi.json")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def npm() -> None:
    """What npm brings. Left out where there is no node, and the report says so; in CI there is."""
    if why := adr.missing():
        if os.environ.get("CI"):
            pytest.fail(f"the API cannot be linted: {why}")
        pytest.skip(f"NOT RUN, the API Design Rules: {why}")


@pytest.mark.usefixtures("npm")
def test_spectral_finds_nothing_in_the_description(described: dict[str, Any], tmp_path: Path) -> None:
    assert adr.lint(described, tmp_path) == []
    if published := os.environ.get("ADR_RULESET"):
        assert [one for one in adr.lint(described, tmp_path, Path(published).resolve()) if one[0] == "error"] == []


@pytest.mark.usefixtures("npm")
def test_the_rules_find_what_breaks_them(described: dict[str, Any], tmp_path: Path) -> None:
    wrong = copy.deepcopy(described)
    wrong["info"]["version"] = "1"
    del wrong["info"]["contact"]["url"]
    wrong["servers"] = [{"url": "http://loket.example/api"}]
    listing = wrong["paths"]["/cases"]["get"]
    listing["parameters"][0]["name"] = "in_status"
    listing["responses"]["422"] = {"description": "wrong", "content": {"application/json": {"schema": {"type": "object"}}}}
    del listing["responses"]["400"], listing["responses"]["200"]["headers"]
    del wrong["components"]["schemas"]["Problem"]["properties"]["detail"]
    wrong["components"]["schemas"]["Case"]["properties"]["received_at"] = {"type": "string", "format": "time"}
    wrong["components"]["schemas"]["Case"]["properties"]["receivedAt"]["format"] = "date"
    wrong["components"]["schemas"]["Statistics"]["properties"]["firstDate"]["format"] = "date-time"
    wrong["paths"]["/Case_List/"] = {"trace": copy.deepcopy(listing) | {"operationId": "x"}}
    found = {rule for _, rule, _ in adr.lint(wrong, tmp_path)}
    assert found >= {
        "adr-semver", "adr-contact", "adr-major-in-address", "adr-https", "adr-query", "adr-not-422", "adr-problem", "adr-bad-request",
        "adr-version-header", "adr-problem-says", "adr-properties", "adr-no-local-times", "adr-moments", "adr-days", "adr-paths",
        "adr-methods",
    }  # fmt: skip
    del wrong["info"]["contact"]
    wrong["openapi"] = "2.0.0"
    wrong["components"]["schemas"]["case_page"] = wrong["components"]["schemas"]["CasePage"]
    assert {rule for _, rule, _ in adr.lint(wrong, tmp_path)} >= {"adr-has-contact", "adr-openapi-3", "adr-schemas"}


def test_the_description_names_who_answers_as_the_settings_say(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_API_CONTACT_NAME", "Gemeente Voorbeeld")
    monkeypatch.setenv("REFERRAL_API_CONTACT_EMAIL", "api@voorbeeld.example")
    settings.cache_clear()
    about = room.get("/v1/openapi.json").json()
    assert about["info"]["contact"] == {"name": "Gemeente Voorbeeld", "email": "api@voorbeeld.example", "url": "http://127.0.0.1:8001"}
    assert about["servers"] == [{"url": "http://127.0.0.1:8001/v1"}]
