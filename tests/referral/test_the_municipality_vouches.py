"""Signing in with the municipality's account, against a real OpenID provider on a real port."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import httpx2
import oidc_provider_mock
import pytest
from fastapi.testclient import TestClient

from referral.settings import settings
from referral.staff import oidc
from tests.referral.conftest import PASSWORD, Officer, csrf, log_in

EMAIL = "rotterdam@demo.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = [
        oidc_provider_mock.User(sub="anna", claims={"email": EMAIL.upper(), "email_verified": True}),
        oidc_provider_mock.User(sub="eve", claims={"email": EMAIL, "email_verified": False}),
        oidc_provider_mock.User(sub="piet", claims={"email": "piet@elsewhere.example"}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def desk(room: TestClient, officer: Officer, provider: str, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The sign-in is open; Anna of Rotterdam has a password of her own. Nobody is signed in."""
    officer("rotterdam")
    for name, value in {
        "REFERRAL_OIDC_ISSUER": provider,
        "REFERRAL_OIDC_CLIENT": "desk",
        "REFERRAL_OIDC_SECRET": "a-secret-of-the-municipality",
        "REFERRAL_PUBLIC_URL": "http://testserver",
        "REFERRAL_SECOND_FACTOR": "true",
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    oidc._discovered.cache_clear()
    return TestClient(room.app, raise_server_exceptions=False, follow_redirects=False)


def to_the_municipality(desk: TestClient, sub: str) -> str:
    """The address that the browser is sent back to after logging in there as `sub`."""
    away = desk.get("/oidc")
    assert away.status_code == 303
    answer = httpx2.post(away.headers["location"], data={"sub": sub})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def test_an_officer_comes_in_by_the_municipality_and_opens_the_desk_with_her_password(desk: TestClient) -> None:
    assert "/oidc" in desk.get("/log-in").text
    page = desk.get(to_the_municipality(desk, "anna"))
    assert EMAIL in page.text
    wrong = desk.post("/oidc/password", data={"csrf": csrf(page.text), "password": "not-the-password"})
    assert wrong.status_code == 401
    into = desk.post("/oidc/password", data={"csrf": csrf(wrong.text), "password": PASSWORD})
    assert (into.status_code, into.headers["location"]) == (303, "/")
    assert desk.get("/").status_code == 200, "the municipality asked for the second factor"


def test_the_account_alone_opens_nothing(desk: TestClient) -> None:
    desk.get(to_the_municipality(desk, "anna"))
    assert desk.get("/").status_code == 303


@pytest.mark.parametrize(("sub", "why"), [("eve", "an address that nobody checked"), ("piet", "somebody of no desk")])
def test_others_stay_outside(desk: TestClient, sub: str, why: str) -> None:
    page = desk.get(to_the_municipality(desk, sub))
    if page.status_code == 200:
        page = desk.post("/oidc/password", data={"csrf": csrf(page.text), "password": PASSWORD})
    assert page.status_code == 401, why
    assert desk.get("/").status_code == 303


def test_a_journey_belongs_to_one_browser_and_is_made_once(desk: TestClient, room: TestClient) -> None:
    back = to_the_municipality(desk, "anna")
    stranger = TestClient(room.app, follow_redirects=False)
    assert stranger.get(back).status_code == 401, "a link sent by somebody else"
    state = parse_qs(urlparse(back).query)["state"][0]
    assert desk.get(back.replace(state, "another-state")).status_code == 401
    assert desk.get(back).status_code == 200
    assert desk.get(back).status_code == 401, "the code and the journey are used up"
    assert desk.post("/oidc/password", data={"csrf": "x", "password": PASSWORD}).status_code == 403


def test_where_only_the_municipality_opens_a_password_alone_does_not(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_OIDC_ONLY", "true")
    settings.cache_clear()
    assert 'id="password"' not in desk.get("/log-in").text
    form = {"csrf": csrf(desk.get("/log-in").text), "email": EMAIL, "password": PASSWORD}
    assert desk.post("/log-in", data=form).status_code == 401


def test_a_municipality_that_does_not_answer_is_said(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_OIDC_ISSUER", "http://localhost:9")
    settings.cache_clear()
    away = desk.get("/oidc")
    assert away.status_code == 502
    assert "gemeente" in away.text
    assert log_in(desk, EMAIL, PASSWORD).status_code == 303, "the ordinary way stays open"
